import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { databaseClient } from '../transport/index.ts';
import { ClientInactive } from './access.errors.ts';
import type { CallerStanding } from './caller-standing.ts';

/** The standing of callers in a service whose policy is no more than who is suspended. */
export class Suspensions implements CallerStanding {
  constructor(private readonly pool: Pool) {}

  async check({ clientId, authority }: AccessClaims): Promise<void> {
    const { rowCount } = await this.pool.query({
      name: 'suspended',
      text: `select from suspended_caller where (kind, id) in (('client', $1), ('authority', $2))`,
      values: [clientId, authority ?? ''],
    });
    if (rowCount !== 0) throw new ClientInactive();
  }
}

const usage = 'Usage: suspend client|authority <id> [--lift], with MIGRATION_DATABASE_URL set.';

/**
 * Suspends a client or an authority at one service, or lifts that; holds for the next request.
 * @param url connects as the migrator role
 * @returns what was done, in a sentence
 */
export async function suspend(url: string, [kind, id, lift]: readonly string[]): Promise<string> {
  const known = kind === 'client' || kind === 'authority';
  if (!known || id === undefined || (lift !== undefined && lift !== '--lift')) throw new Error(usage);
  const client = databaseClient(url, { application_name: 'suspend' }, 'MIGRATION_DATABASE_URL');
  await client.connect();
  try {
    const sql =
      lift === undefined
        ? 'insert into suspended_caller (kind, id) values ($1, $2) on conflict do nothing'
        : 'delete from suspended_caller where kind = $1 and id = $2';
    await client.query(sql, [kind, id]);
  } finally {
    await client.end();
  }
  return `${kind} ${id} ${lift === undefined ? 'is suspended' : 'may act again'}`;
}
