import { pageOf } from '#libs/service-kit';

/** A page of records; `next` is the `after` of the following page and absent on the last one. */
export interface RecordPage<V> {
  readonly records: readonly V[];
  readonly next?: string;
}

/** @param found one more than `limit` where another page follows */
export function recordPageOf<V extends { readonly id: string }>(
  found: readonly V[],
  limit: number,
): RecordPage<V> {
  const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
  return { records: rows, ...next };
}
