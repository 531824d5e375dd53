/** A page of records; `next` is the `after` of the following page and absent on the last one. */
export interface Page<V> {
  readonly records: readonly V[];
  readonly next?: string;
}

/** @param records one more than `limit` when there is a following page */
export function pageOf<V extends { readonly id: string }>(records: readonly V[], limit: number): Page<V> {
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return records.length > limit && last ? { records: page, next: last.id } : { records: page };
}
