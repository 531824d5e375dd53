import { type ProblemDetailItem, registers, type SubjectKind, subjectKinds } from '#libs/contracts';
import {
  parsePartialDate,
  problemCodeOf,
  type SearchedPerson,
  type SubjectParser,
  type SubjectParserName,
  subjectParsers,
} from '#libs/identifiers';
import { RequestInvalid } from '#libs/service-kit';
import { readPerson } from './person.rules.ts';

/** One text names them. */
export type IdentifierKind = Exclude<SubjectKind, 'person'>;

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

/** Each kind's parser, as the registers name it. */
const readers = Object.fromEntries(
  Object.values(registers).flatMap(({ subjects }) =>
    Object.entries<SubjectParserName | 'person'>(subjects).flatMap(([kind, parser]) =>
      parser === 'person' ? [] : [[kind, subjectParsers[parser]]],
    ),
  ),
) as Readonly<Record<IdentifierKind, SubjectParser>>;

/** Those that a request names by one text. */
export const identifierKinds = subjectKinds.filter((kind) => kind !== 'person');

/** Who reads subjects of this kind, and tells what they are. */
export const parserOf = (kind: IdentifierKind): SubjectParser => readers[kind];

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
