import pg from 'pg';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';

/** What the gateway's database says of the releases under some consents. */
export interface KeptRecords {
  readonly taken: number;
  /** Outcomes that say that evidence was handed over. */
  readonly handedOver: number;
  /** Permits without an outcome. */
  readonly open: number;
  /** Uses that the consents count, and releases that spent one. */
  readonly uses: number;
  readonly spent: number;
}

export async function keptRecords(stack: IsolatedStack, consents: readonly string[]): Promise<KeptRecords> {
  const client = new pg.Client({ connectionString: stack.databases.gateway.migratorUrl });
  await client.connect();
  try {
    const { rows } = await client.query<KeptRecords>(sql, [consents]);
    return rows[0]!;
  } finally {
    await client.end();
  }
}

const sql = `
with release as materialized (select id, state, use_spent from preview where consent_id = any($1) and state <> 'OPEN'),
decided as materialized (
  select d.refusal, o.status from decision d left join outcome o on o.decision_id = d.id
  where d.stage = 'RELEASE' and d.consent_id = any($1)
)
select (select count(*) from release where state = 'TAKEN')::int as taken,
  (select count(*) from decided where status = 'EVIDENCE')::int as "handedOver",
  (select count(*) from decided where refusal is null and status is null)::int as open,
  (select sum(uses) from consent where id = any($1))::int as uses,
  (select count(*) from release where use_spent is not null)::int as spent`;
