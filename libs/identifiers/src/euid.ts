import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { isUnknownCourt, parseRegisterCourt, type RegisterCourt } from './register-court.ts';
import { parseRegisterNumber, sectionSpelling, type RegisterSection } from './register-number.ts';
import { upperCase, withoutBlanks } from './text.ts';

/** European unique identifier of a German company (HGB §9b): `DE` + court + `.` + register number without blanks. */
export type EuidText = Branded<'Euid'>;

export interface Euid {
  readonly text: EuidText;
  readonly courtCode: RegisterCourt;
  readonly section: RegisterSection;
  readonly number: number;
  readonly placeMark?: string;
}

export const euidFailures = failures({
  FORMAT:
    'A German EUID is DE, the code of the register court, a dot, the section and the number without blanks and leading zero, as in the register excerpt.',
  UNKNOWN_COURT:
    'No register court of Lower Saxony has the code in this EUID; take it from the XUnternehmen list of register courts.',
});

const form = /^DE([A-Z]\d{4}[RV]?)\.(HRA|HRB|GnR|GsR|PR|VR)([1-9]\d{0,5})([A-ZÄÖÜ]{1,4})?$/;
const looseForm = /^(de[a-z]\d{4}[rv]?)\.(hra|hrb|gnr|gsr|pr|vr)(\d{1,6})([a-zäöü]{0,4})$/i;

/** Removes blanks (NFC) and restores the case of each part. */
export function normaliseEuid(text: string): string {
  const bare = withoutBlanks(text).normalize('NFC');
  const match = looseForm.exec(bare);
  if (!match) return bare;
  const [, court = '', section = '', number = '', placeMark = ''] = match;
  return `${upperCase(court)}.${sectionSpelling(section)}${number}${upperCase(placeMark)}`;
}

/** Reads a canonical German EUID; other member states have their own forms. */
export function parseEuid(text: string): Parsed<Euid> {
  const match = form.exec(text);
  if (!match) return euidFailures.FORMAT;
  const [, courtCode = '', section, number, placeMark] = match;
  if (isUnknownCourt(courtCode)) return euidFailures.UNKNOWN_COURT;
  return success({
    text: text as EuidText,
    courtCode: courtCode as RegisterCourt,
    section: section as RegisterSection,
    number: Number(number),
    ...(placeMark ? { placeMark } : {}),
  });
}

/** The EUID of a company, from its court's code and its canonical register number; the first failure of either. */
export function euidOf(courtCode: string, registerNumber: string): Parsed<Euid> {
  const court = parseRegisterCourt(courtCode);
  if (!court.ok) return court;
  const parsed = parseRegisterNumber(registerNumber);
  if (!parsed.ok) return parsed;
  const { section, number, placeMark = '' } = parsed.value;
  return parseEuid(`DE${court.value}.${section}${number}${placeMark}`);
}
