import { normaliseChip, parseChip } from './chip.ts';
import { normaliseEuid, parseEuid } from './euid.ts';
import { normaliseIdnr, parseIdnr } from './idnr.ts';
import { normaliseLei, parseLei } from './lei.ts';
import type { Parsed } from './parsed.ts';
import { normalisePlate, parsePlate } from './plate.ts';
import { normaliseVin, parseVehicleNumber } from './vin.ts';
import { normaliseWidnr, parseWidnr } from './widnr.ts';

/** Reads one identifier, and says what it is to whoever is to send it. */
export interface SubjectParser {
  readonly title: string;
  readonly example: string;
  readonly normalise: (text: string) => string;
  readonly parse: (canonical: string) => Parsed<unknown>;
}

function parseRecordId(text: string): Parsed<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    return { ok: true, value: text, warnings: [] };
  return { ok: false, code: 'FORMAT', explanation: 'A record id is a UUID, as a change event carries it.' };
}

/** Test numbers are taken like others: a register that holds no test persons answers NO_EVIDENCE. */
const idnrOptions = { testNumbers: true };

/** By the names that registers give for their subjects in `register.json`. */
export const subjectParsers = {
  idnr: {
    title: 'Identification number of a person (AO §139b), blanks allowed',
    example: '01234567812',
    normalise: normaliseIdnr,
    parse: (text) => parseIdnr(text, idnrOptions),
  },
  plate: {
    title: 'Licence plate with hyphen and blank',
    example: 'H-AB 123',
    normalise: normalisePlate,
    parse: (text) => parsePlate(text),
  },
  vehicleNumber: {
    title: 'Vehicle identification number',
    example: 'WVWZZZ1JZXW000001',
    normalise: normaliseVin,
    parse: parseVehicleNumber,
  },
  euid: {
    title: 'European unique identifier of a company (HGB §9b)',
    example: 'DEP2305.HRB12345',
    normalise: normaliseEuid,
    parse: parseEuid,
  },
  widnr: {
    title: 'Business identification number (AO §139c)',
    example: 'DE136695976-00001',
    normalise: normaliseWidnr,
    parse: parseWidnr,
  },
  lei: {
    title: 'Legal entity identifier (ISO 17442)',
    example: '213800KUD8LAJWSQ9D15',
    normalise: normaliseLei,
    parse: parseLei,
  },
  chip: {
    title: "Number of an animal's transponder (ISO 11784)",
    example: '276098100000001',
    normalise: normaliseChip,
    parse: parseChip,
  },
  record: {
    title: 'Record id from a change event; for evidence types that say so',
    example: '0199f2a4-7c1e-7000-8000-3f6f0d1c2b3a',
    normalise: (text) => text.trim().toLowerCase(),
    parse: parseRecordId,
  },
} as const satisfies Readonly<Record<string, SubjectParser>>;

export type SubjectParserName = keyof typeof subjectParsers;
