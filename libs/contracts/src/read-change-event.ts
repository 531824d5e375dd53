import type { ChangeEvent } from './change-event.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Longer than any text of ours, and short enough for an index of PostgreSQL. */
const LONGEST_TEXT = 500;
const MOST_FIELDS = 500;
/** What an `int` of PostgreSQL holds. */
const HIGHEST_VERSION = 2 ** 31 - 1;

/**
 * A change event from the bytes of a Kafka record, or `undefined` when they are none: whatever members a reader uses
 * have the type and the limits of the schema, so that no record on a topic can end or stop whoever reads it. Types and
 * members that are not known yet pass.
 */
export function readChangeEvent(value: Uint8Array | null): ChangeEvent | undefined {
  if (value === null) return undefined;
  try {
    const event = JSON.parse(value.toString()) as Members | null;
    return isObject(event) && isEvent(event) ? (event as unknown as ChangeEvent) : undefined;
  } catch {
    return undefined;
  }
}

type Members = Readonly<Record<string, unknown>>;

const isEvent = ({ specversion, id, source, type, subject, time, data }: Members): boolean =>
  specversion === '1.0' &&
  isMatch(id, UUID) &&
  [source, type, subject, time].every(isText) &&
  !Number.isNaN(Date.parse(time as string)) &&
  isObject(data) &&
  isData(data);

const isData = ({ recordId, version, changedFields, effectiveOn }: Members): boolean =>
  isMatch(recordId, UUID) &&
  Number.isInteger(version) &&
  (version as number) >= 1 &&
  (version as number) <= HIGHEST_VERSION &&
  isDay(effectiveOn) &&
  Array.isArray(changedFields) &&
  changedFields.length <= MOST_FIELDS &&
  changedFields.every(isText);

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMatch = (value: unknown, pattern: RegExp): boolean =>
  typeof value === 'string' && pattern.test(value);

const isText = (value: unknown): boolean =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= LONGEST_TEXT &&
  value.isWellFormed() &&
  !value.includes('\0');

/** A day that the calendar has; PostgreSQL knows no year 0. */
function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !DAY.test(value) || value.startsWith('0000')) return false;
  // What is no day of its month becomes one of the next.
  return new Date(`${value}T00:00:00Z`).getUTCDate() === Number(value.slice(8));
}
