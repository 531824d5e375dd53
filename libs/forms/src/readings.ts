import {
  normaliseIdentifier,
  parseDay,
  parseIdentifier,
  parsePartialDate,
  parseWritten,
} from '#libs/identifiers';
import { type FormField, type IdentifierType, identifierTypes, type Validation } from './form.ts';

/** Why a typed text is not what the field takes. */
export const answerCodes = [
  'MISSING',
  'NOTHING_ENTERED',
  'UNKNOWN_FIELD',
  'NOT_SHOWN',
  'TOO_LONG',
  'CHARACTERS',
  'PATTERN',
  'NOT_A_DAY',
  'TOO_EARLY',
  'TOO_LATE',
  'NOT_A_NUMBER',
  'TOO_SMALL',
  'TOO_LARGE',
  'NOT_AN_OPTION',
  'NOT_CONFIRMED',
  'NOT_AN_ADDRESS',
  'MALFORMED',
  'CHECK_DIGIT',
  'NOT_KNOWN',
] as const;
export type AnswerCode = (typeof answerCodes)[number];

const MOST_LETTERS = { line: 200, lines: 2000, email: 254 };

const isIdentifier = (type: string): type is IdentifierType =>
  (identifierTypes as readonly string[]).includes(type);

/** What is wrong with a typed text that is not empty; nothing where it can be used. */
export function fault(field: FormField, text: string, today: string): AnswerCode | undefined {
  const { type, validation = {}, options = [] } = field;
  if (isIdentifier(type)) return identifierFault(type, text);
  switch (type) {
    case 'text':
      return lineFault(text, validation);
    case 'longText':
      return linesFault(text, validation);
    case 'day':
      return dayFault(text, validation, today);
    case 'partialDay':
      return parsePartialDate(text).ok ? undefined : 'NOT_A_DAY';
    case 'number':
      return numberFault(text, validation);
    case 'choice':
      return options.some(({ value }) => value === text) ? undefined : 'NOT_AN_OPTION';
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'NOT_AN_OPTION';
    case 'confirmation':
      return text === 'true' ? undefined : 'NOT_CONFIRMED';
    case 'email':
      if (text.length > MOST_LETTERS.email) return 'TOO_LONG';
      return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}$/.test(text) ? undefined : 'NOT_AN_ADDRESS';
    case 'phone':
      return /^\+?[0-9][0-9 ()/-]{3,30}$/.test(text) ? undefined : 'NOT_A_NUMBER';
  }
}

function lineFault(
  text: string,
  { maxLength = MOST_LETTERS.line, writing = 'TEXT', pattern }: Validation,
): AnswerCode | undefined {
  const read = parseWritten(text.normalize('NFC').trim(), writing, { maxLength });
  if (!read.ok) return read.code === 'LENGTH' ? 'TOO_LONG' : 'CHARACTERS';
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text) ? undefined : 'PATTERN';
}

function linesFault(text: string, { maxLength = MOST_LETTERS.lines }: Validation): AnswerCode | undefined {
  if (text.length > maxLength) return 'TOO_LONG';
  const lines = text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const written = lines.every((line) => line === '' || parseWritten(line, 'TEXT', { maxLength }).ok);
  return written ? undefined : 'CHARACTERS';
}

function dayFault(text: string, { earliest, latest }: Validation, today: string): AnswerCode | undefined {
  if (!parseDay(text).ok) return 'NOT_A_DAY';
  const on = (day: string): string => (day === 'today' ? today : day);
  if (earliest !== undefined && text < on(earliest)) return 'TOO_EARLY';
  return latest !== undefined && text > on(latest) ? 'TOO_LATE' : undefined;
}

function numberFault(text: string, { min, max }: Validation): AnswerCode | undefined {
  if (!/^-?\d{1,12}$/.test(text)) return 'NOT_A_NUMBER';
  if (min !== undefined && Number(text) < min) return 'TOO_SMALL';
  return max !== undefined && Number(text) > max ? 'TOO_LARGE' : undefined;
}

function identifierFault(type: IdentifierType, text: string): AnswerCode | undefined {
  const read = parseIdentifier(type, normaliseIdentifier(type, text), { testNumbers: true });
  if (read.ok) return undefined;
  if (read.code === 'CHECK_DIGIT') return 'CHECK_DIGIT';
  return /^(UNKNOWN_|HISTORIC|LATER)/.test(read.code) ? 'NOT_KNOWN' : 'MALFORMED';
}
