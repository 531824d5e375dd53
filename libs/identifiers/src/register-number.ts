import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { singleBlanks, upperCase } from './text.ts';

/** Sections of the registers kept by courts: HRA, HRB, GnR, GsR, PR, VR (HGB, GenG, GesRV, PartGG, BGB §55). */
export const registerSections = ['HRA', 'HRB', 'GnR', 'GsR', 'PR', 'VR'] as const;
export type RegisterSection = (typeof registerSections)[number];

/** Canonical text, `HRB 12345` or `HRB 1234 KI`. Unique only together with its court. */
export type RegisterNumberText = Branded<'RegisterNumber'>;

export interface RegisterNumber {
  readonly text: RegisterNumberText;
  readonly section: RegisterSection;
  readonly number: number;
  /** Mark of a former court (HRV §13(2)), as in `VR 1234 MÖ`. */
  readonly placeMark?: string;
}

export const registerNumberFailures = failures({
  FORMAT:
    'A register number is its section (HRA, HRB, GnR, GsR, PR or VR), a blank, up to six digits without leading zero, and optionally a blank with a place mark in capitals.',
});

const form = /^(HRA|HRB|GnR|GsR|PR|VR) ([1-9]\d{0,5})(?: ([A-ZÄÖÜ]{1,4}))?$/;
const looseForm = /^(hra|hrb|gnr|gsr|pr|vr) ?(\d{1,6}) ?([a-zäöü]{1,4})?$/i;

const sectionBySpelling = new Map<string, RegisterSection>(
  registerSections.map((section) => [section.toUpperCase(), section]),
);

/** The section as the registers spell it, whatever the case it was typed in. */
export const sectionSpelling = (section: string): string =>
  sectionBySpelling.get(section.toUpperCase()) ?? section;

/** Single blanks (NFC), the section's spelling, the place mark in capitals. */
export function normaliseRegisterNumber(text: string): string {
  const spaced = singleBlanks(text).normalize('NFC');
  const match = looseForm.exec(spaced);
  if (!match) return spaced;
  const [, section = '', number = '', placeMark] = match;
  return [sectionSpelling(section), number, ...(placeMark ? [upperCase(placeMark)] : [])].join(' ');
}

/** Reads a canonical register number. */
export function parseRegisterNumber(text: string): Parsed<RegisterNumber> {
  const match = form.exec(text);
  if (!match) return registerNumberFailures.FORMAT;
  const [, section, number, placeMark] = match;
  return success({
    text: text as RegisterNumberText,
    section: section as RegisterSection,
    number: Number(number),
    ...(placeMark ? { placeMark } : {}),
  });
}
