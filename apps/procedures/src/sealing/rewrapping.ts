import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { UpkeepTask } from '#libs/service-kit';
import type { Binding, ContentSeals, WrappedKey } from './content-seals.ts';

const logger = new Logger('ContentKeys');
const MOST = 500;
const BEGINNING = '00000000-0000-0000-0000-000000000000';

/** Contents whose keys are wrapped: table, and what their place is made of. */
export interface Wrapped<R> {
  readonly table: 'draft' | 'submission';
  /** Columns beside the id, as `column as "member"`. */
  readonly columns: string;
  readonly bindingOf: (row: R) => Binding;
}

/**
 * Wraps anew the keys of contents that an older one of CONTENT_KEYS wraps, until that can be taken out. It walks along the
 * ids, while there is an older key at all. A draft that is saved meanwhile has another content key, which is not touched:
 * a process that does not know the newest key yet may have made it.
 */
export function rewrapping<R>(seals: ContentSeals, { table, columns, bindingOf }: Wrapped<R>): UpkeepTask {
  const next = `select id, key_version as "keyVersion", wrapped_key as "wrappedKey", ${columns}
    from ${table} where id > $1 order by id limit $2`;
  const keep = `update ${table} t set key_version = a.anew, wrapped_key = a.wrapped
    from unnest($1::uuid[], $2::int[], $3::bytea[], $4::bytea[]) as a(id, anew, wrapped, before)
    where t.id = a.id and t.wrapped_key = a.before`;
  let after = BEGINNING;
  return {
    name: `${table}-keys`,
    most: MOST,
    portion: async (database: ClientBase) => {
      const older = seals.olderVersions();
      if (older.length === 0) return 0;
      const { rows } = await database.query<R & WrappedKey & { id: string }>(next, [after, MOST]);
      const tried = rows
        .filter(({ keyVersion }) => older.includes(keyVersion))
        .map(async (row) => {
          try {
            return [{ id: row.id, before: row.wrappedKey, ...(await seals.rewrapped(row, bindingOf(row))) }];
          } catch (err) {
            logger.error({ msg: 'a content that does not open keeps its key', table, id: row.id, err });
            return [];
          }
        });
      const anew = (await Promise.all(tried)).flat();
      await database.query(keep, [
        anew.map(({ id }) => id),
        anew.map(({ keyVersion }) => keyVersion),
        anew.map(({ wrappedKey }) => wrappedKey),
        anew.map(({ before }) => before),
      ]);
      after = rows.length < MOST ? BEGINNING : (rows.at(-1)?.id ?? BEGINNING);
      return rows.length;
    },
  };
}
