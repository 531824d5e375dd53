import { type DynamicModule, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '../database/index.ts';
import { StartRefused } from '../errors/index.ts';
import type { PseudonymKey } from './key-store.ts';

/** No pseudonym has this text: those begin with the length of their domain after `einmal/v1`. */
const CONSTANT = 'einmal/pseudonym-key/v1';

const knownSql = `select check_value as "value" from pseudonym_key where setting = $1 and version = $2`;
const firstSql = `
  insert into pseudonym_key (setting, version, check_value) values ($1, $2, $3) on conflict do nothing`;

/** Partitions take the default of their table. */
const writtenSql = `
  select c.relname as "table", pg_get_expr(d.adbin, d.adrelid) as version
  from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attname = 'pseudonym_version' and not a.attisdropped order by 1`;

/**
 * A key that is not the one that a database was written with would name other subjects, and nobody would be told. So the
 * first use of a version leaves a digest of a constant, and every start compares.
 * @throws StartRefused that names the setting
 */
export async function demandFittingKeys(pool: Pool, keys: readonly PseudonymKey[]): Promise<void> {
  const { rows: written } = await pool.query<{ table: string; version: string }>(writtenSql);
  for (const key of keys) {
    const { setting, version } = key;
    const other = written.find((row) => Number(row.version) !== version);
    if (other !== undefined)
      throw new StartRefused(
        `${setting} is of version ${version}, but table ${other.table} of this database is written under version ${other.version}: give the key of that version, or finish the change of keys (docs/keys.md).`,
      );
    await demandFitting(pool, key);
  }
}

async function demandFitting(pool: Pool, { setting, version, hmac }: PseudonymKey): Promise<void> {
  const value = hmac(CONSTANT);
  const known = async (): Promise<string | undefined> =>
    (await pool.query<{ value: string }>(knownSql, [setting, version])).rows[0]?.value;
  let found = await known();
  if (found === undefined) {
    await pool.query(firstSql, [setting, version, value]);
    // Another process may have been first.
    found = await known();
  }
  if (found === value) return;
  throw new StartRefused(
    `${setting} is not the key that this database was written with as version ${version}: give that one, since another one would name other subjects (docs/keys.md).`,
  );
}

/**
 * Refuses the start of a process whose keys are not those of its database. As a provider: it is made before anything begins
 * to work (`onModuleInit`), some of which makes pseudonyms.
 */
@Module({})
export class FittingKeysModule {
  static for(keys: readonly PseudonymKey[]): DynamicModule {
    const fitting = (pool: Pool): Promise<true> => demandFittingKeys(pool, keys).then(() => true);
    return {
      module: FittingKeysModule,
      providers: [{ provide: Symbol('FITTING_KEYS'), useFactory: fitting, inject: [HOT_POOL] }],
    };
  }
}
