import { schemaOfType } from './event-schema.ts';

export type Members = Record<string, unknown>;
type Named = (event: Members) => void;

/**
 * Functions that correct an event by a rule, for what a patch cannot say without knowing the values. One is never changed,
 * as an approval names it; what is to do something else gets another name. Each changes the copy that it is given.
 */
const functions = {
  /** Lists the names of changed fields once each, in order. */
  'changed-fields-sorted': (event) => {
    const data = dataOf(event);
    const fields = data?.['changedFields'];
    if (data && Array.isArray(fields) && fields.every((field) => typeof field === 'string'))
      data['changedFields'] = [...new Set(fields)].toSorted((a, b) => (a < b ? -1 : 1));
  },
  /** Removes every member that the published schema does not name: what a thin event should never have carried. */
  'unknown-members-removed': (event) => {
    const schema = schemaOfType(event['type'])?.schema;
    keepOnly(event, schema?.properties);
    keepOnly(dataOf(event), schema?.properties?.['data']?.properties);
  },
  /** Makes an instant that stands for the day of effect the day that it was in Berlin. */
  'effective-day-of-instant': (event) => {
    const data = dataOf(event);
    const effective = data?.['effectiveOn'];
    if (!data || typeof effective !== 'string' || !INSTANT.test(effective)) return;
    const at = new Date(effective);
    if (!Number.isNaN(at.getTime())) data['effectiveOn'] = berlinDay.format(at);
  },
} as const satisfies Record<string, Named>;

export type TransformName = keyof typeof functions;
export const namedTransforms = Object.keys(functions) as readonly TransformName[];

export const namedTransform = (name: TransformName): Named => functions[name];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
/** The one locale whose days are written as RFC 3339 has them. */
const berlinDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

function dataOf(event: Members): Members | undefined {
  const data = event['data'];
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Members) : undefined;
}

function keepOnly(members: Members | undefined, known: object | undefined): void {
  if (!members || !known) return;
  for (const name of Object.keys(members)) if (!Object.hasOwn(known, name)) delete members[name];
}
