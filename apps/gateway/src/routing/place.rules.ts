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
