import { isDeepStrictEqual } from 'node:util';
import { RequestInvalid } from '#libs/service-kit';
import { localDay } from '../local-day.ts';
import { EffectiveInFuture } from '../register.errors.ts';
import type { Act } from './act.ts';
import { originOf, type Origins, type RegisterRecord, type Values } from './register-record.ts';

/** Absent and `null` are the same; what JSON cannot tell apart is equal. */
const plain = (value: unknown): unknown =>
  value === undefined || value === null ? null : (JSON.parse(JSON.stringify(value)) as unknown);

export const sameContent = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(plain(one), plain(other));

/** The part of a patch that differs from the record. */
export function differences<T extends RegisterRecord>(
  record: T,
  patch: Partial<Values<T>>,
): Partial<Values<T>> {
  const current = record as Readonly<Record<string, unknown>>;
  const changed = Object.entries(patch).filter(([property, value]) => !sameContent(current[property], value));
  return Object.fromEntries(changed) as Partial<Values<T>>;
}

/**
 * Refuses to change a value with effect before its latest change: the record would no longer be what its history
 * yields. Rewriting the past is a correction, which has rules of its own.
 */
export function refuseBeforeLatest(origins: Origins, changed: readonly string[], effectiveOn: string): void {
  if (changed.every((property) => originOf(origins, property).effectiveOn <= effectiveOn)) return;
  throw RequestInvalid.at(
    '/effectiveOn',
    'The day lies before the latest change of what this act changes. See the history of the record.',
  );
}

/** No act holds from a day that has not come (Europe/Berlin). @throws EffectiveInFuture */
export function refuseFuture({ effectiveOn }: Act): void {
  if (effectiveOn > localDay(new Date())) throw new EffectiveInFuture();
}
