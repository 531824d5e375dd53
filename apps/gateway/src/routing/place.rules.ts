import { declarationOf, type RegisterName, type SubjectKind } from '#libs/contracts';
import type { Subject } from '../subjects/index.ts';

/** Key of a search by person: what is searched by, then the municipality. */
const municipality = /^[a-z]+;(\d{8});/;
/** An EUID of a German company: the code of the register court (XJustiz). */
const court = /^DE([A-Z]\d{4}[A-Z]?)\./;

/**
 * The municipality or court that a subject names by itself, so that nobody need know it. Also where it is none of ours: a
 * search in a town names that town.
 */
export function placeNamedBy({ kind, value }: Pick<Subject, 'kind' | 'value'>): string | undefined {
  if (kind === 'person') return municipality.exec(value)?.[1];
  if (kind === 'euid') return court.exec(value)?.[1];
  return undefined;
}

const naming: readonly string[] = ['person', 'euid'];
/** Names in events that the directory notes; of `lookup` the register would have to be asked first. */
const noted: readonly (string | undefined)[] = ['citizen', 'identifier', 'record'];

/**
 * Kinds of subject of a register by which its process cannot be found where it has several: they name no place, and no event
 * names them.
 */
export function unroutedKinds(register: RegisterName): readonly SubjectKind[] {
  const { subjects, events } = declarationOf(register);
  const followedBy: Readonly<Record<string, string | undefined>> = events.followedBy;
  return (Object.keys(subjects) as SubjectKind[]).filter(
    (kind) => kind !== 'record' && !naming.includes(kind) && !noted.includes(followedBy[kind]),
  );
}
