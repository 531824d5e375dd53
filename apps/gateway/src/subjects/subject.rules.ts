import { type ProblemDetailItem, type SubjectKind, subjectKinds } from '#libs/contracts';
import {
  normaliseEuid,
  normaliseIdnr,
  normaliseLei,
  normalisePlate,
  normaliseVin,
  normaliseWidnr,
  parseEuid,
  parseIdnr,
  parseLei,
  parsePartialDate,
  parsePlate,
  type Parsed,
  parseVehicleNumber,
  parseWidnr,
  problemCodeOf,
  type SearchedPerson,
} from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';
import { readPerson } from './person.rules.ts';

type IdentifierKind = Exclude<SubjectKind, 'person'>;

/** Whom a request is about, as it came in: one identifier, and beside an IDNr the birth date; or a person. */
export type SubjectInput = { readonly [K in IdentifierKind | 'birthDate']?: string | undefined } & {
  readonly person?: SearchedPerson | undefined;
};

export interface Subject {
  readonly kind: SubjectKind;
  /** Canonical identifier, or search for a person. Personal: never logged, never stored here. */
  readonly value: string;
  readonly birthDate?: string | undefined;
}

interface Reader {
  readonly normalise: (text: string) => string;
  readonly parse: (text: string) => Parsed<unknown>;
}

/** Test numbers are taken like others: a register that holds no test persons answers NO_EVIDENCE. */
const idnrOptions = { testNumbers: true };

const readers: Readonly<Record<IdentifierKind, Reader>> = {
  idnr: { normalise: normaliseIdnr, parse: (text) => parseIdnr(text, idnrOptions) },
  plate: { normalise: normalisePlate, parse: (text) => parsePlate(text) },
  vin: { normalise: normaliseVin, parse: parseVehicleNumber },
  euid: { normalise: normaliseEuid, parse: parseEuid },
  widnr: { normalise: normaliseWidnr, parse: parseWidnr },
  lei: { normalise: normaliseLei, parse: parseLei },
  record: { normalise: (text) => text.trim().toLowerCase(), parse: parseRecordId },
};

/** Normalises, then checks form and check digit. Throws RequestInvalid, naming the member and never its value. */
export function readSubject(input: SubjectInput): Subject {
  const kind = onlyKind(input);
  if (kind === 'person') {
    if (input.birthDate !== undefined) {
      throw invalid('/subject/birthDate', 'member-unknown', 'Say the birth date as a member of the person.');
    }
    return { kind, value: readPerson(input.person!) };
  }
  const { normalise, parse } = readers[kind];
  const value = normalise(input[kind]!);
  const parsed = parse(value);
  if (!parsed.ok) throw invalid(`/subject/${kind}`, problemCodeOf(parsed.code), parsed.explanation);
  if (input.birthDate === undefined) return { kind, value };
  if (kind !== 'idnr') {
    throw invalid('/subject/birthDate', 'member-unknown', 'A birth date goes together with an IDNr only.');
  }
  const day = parsePartialDate(input.birthDate);
  if (!day.ok) throw invalid('/subject/birthDate', 'request-invalid', day.explanation);
  return { kind, value, birthDate: input.birthDate };
}

function onlyKind(input: SubjectInput): SubjectKind {
  let found: SubjectKind | undefined;
  for (const kind of subjectKinds) {
    if (input[kind] === undefined) continue;
    if (found !== undefined)
      throw invalid('/subject', 'request-invalid', 'Name the subject by one identifier only.');
    found = kind;
  }
  if (found !== undefined) return found;
  throw invalid('/subject', 'member-missing', `Name the subject by one of ${subjectKinds.join(', ')}.`);
}

const invalid = (pointer: string, code: ProblemDetailItem['code'], detail: string): RequestInvalid =>
  new RequestInvalid([{ pointer, code, detail }]);

function parseRecordId(text: string): Parsed<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    return { ok: true, value: text, warnings: [] };
  return { ok: false, code: 'FORMAT', explanation: 'A record id is a UUID, as a change event carries it.' };
}
