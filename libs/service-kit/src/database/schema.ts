import { Logger } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { DatabaseConfig } from '../config/index.ts';
import { noteForOperators, StartRefused } from '../errors/index.ts';
import { databaseClient } from '../transport/index.ts';

type Migrations = readonly (new () => MigrationInterface)[];

/** Before the names of migrations that programs of before do not survive: what these read or write is no longer there. */
const ENDS_OLDER = /^Contract/;
const NO_TABLE = '42P01';
const NO_RIGHT = '42501';
const SHOWN = 3;

const namesOf = (migrations: Migrations): readonly string[] =>
  migrations.map((migration) => new migration().name ?? migration.name);

/**
 * Looks, before anything of a service begins, whether its database has the schema that it was written for. An older one
 * has to be migrated first. A newer one is a roll-out under way or one that was given up: its migrations leave to programs
 * of before what these need, unless their name begins with `Contract` (docs/adr/0086).
 * @throws StartRefused saying what to do
 */
export async function requireSchema(
  { databaseUrl, databaseConnectWithinMs }: DatabaseConfig,
  migrations: Migrations,
): Promise<void> {
  const known = namesOf(migrations);
  const ran = await migrationsIn(databaseUrl, databaseConnectWithinMs);
  const pending = known.filter((name) => !ran.includes(name));
  if (pending.length > 0)
    throw new StartRefused(
      `The database is of an older version (without ${listed(pending)}): run migrate of this version, then this starts; nothing was changed.`,
    );
  const newer = ran.filter((name) => !known.includes(name));
  const ending = newer.filter((name) => ENDS_OLDER.test(name));
  if (ending.length > 0)
    throw new StartRefused(
      `The database was migrated by a newer version (${listed(ending)}) that leaves nothing for this one: start that version, or a backup from before; nothing was changed.`,
    );
  if (newer.length === 0) return;
  const msg = `The database was migrated by a newer version (${listed(newer)}), which lets this one go on: replace it by that version.`;
  noteForOperators('schema', msg);
  new Logger('Database').warn({ msg });
}

/** None, too, where migrate of no version that lets services look has run. */
async function migrationsIn(url: string, connectionTimeoutMillis: number): Promise<readonly string[]> {
  const client = databaseClient(url, { connectionTimeoutMillis });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from migrations order by id');
    return rows.map(({ name }) => name);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === NO_TABLE || code === NO_RIGHT) return [];
    throw error;
  } finally {
    await client.end();
  }
}

const listed = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');
