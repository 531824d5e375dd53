import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { createPool, Overloaded } from '#libs/service-kit';
import { databaseConfig, testDatabase, type TestDatabase } from '#libs/test-kit';
import { Consent, ConsentEvent, Notice } from '../consents/consent.entity.ts';
import { insertConsent } from '../testing/insert-consent.ts';
import { ConsentStore } from '../consents/consent.store.ts';
import { gatewayMigrations } from '../migrations/index.ts';
import { aGrant, aPolicy } from '../policy/policy.builder.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { hammer, untilBlocked } from '../testing/pressure.ts';
import { aDecisionRequest } from './decision.builder.ts';
import { type DecisionRequest, DecisionStore, STALE } from './decision.store.ts';

let database: TestDatabase;
let pools: [Pool, Pool];
/** Two stores on two pools, as in two gateway processes. */
let stores: [DecisionStore, DecisionStore];
let source: DataSource;
let consents: ConsentStore;
let revision = 0;
let people = 0;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  ({ revision } = await applyPolicy(database.migratorUrl, aPolicy()));
  const config = databaseConfig(database.appUrl);
  pools = [createPool(config, 'gateway-a'), createPool(config, 'gateway-b')];
  stores = [new DecisionStore(pools[0]), new DecisionStore(pools[1])];
  const entities = [Consent, ConsentEvent, Notice];
  source = await new DataSource({ type: 'postgres', url: database.appUrl, entities }).initialize();
  consents = new ConsentStore(source);
});
afterAll(async () => {
  await Promise.all([...pools.map((pool) => pool.end()), source.destroy()]);
  await database.drop();
});

interface Case {
  readonly citizen: string;
  readonly consentId: string;
  readonly request: () => DecisionRequest;
}

async function aCase(maxUses: number | null = null): Promise<Case> {
  const citizen = `person-${(people += 1)}`;
  const consentId = await insertConsent(pools[0], { citizen, subject: citizen, maxUses });
  const request = (): DecisionRequest => aDecisionRequest({ subject: citizen, citizen, consentId, revision });
  return { citizen, consentId, request };
}

const permits = async (consentId: string): Promise<number> => {
  const { rows } = await pools[0].query('select from decision where consent_id = $1 and permitted', [
    consentId,
  ]);
  return rows.length;
};

/** Runs `work` with a transaction that has run `sql` and not ended; ends it with `commit` when told to. */
async function holding(
  sql: string,
  values: unknown[],
  work: (commit: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const client: PoolClient = await pools[1].connect();
  try {
    await client.query('begin');
    await client.query(sql, values);
    await work(() => client.query('commit'));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('a withdrawal', () => {
  it('makes a decision wait that comes while it is under way, and refuses it then', async () => {
    const { request, consentId } = await aCase();
    await holding(`update consent set state = 'WITHDRAWN' where id = $1`, [consentId], async (commit) => {
      const decision = stores[0].submit(request());
      await untilBlocked(pools[0]);
      await commit();
      expect(await decision).toMatchObject({ refusal: 'consent-withdrawn' });
    });
  });

  it('is acknowledged only after the decisions under way have committed', async () => {
    const { citizen, consentId } = await aCase();
    await holding('select from consent where id = $1 for no key update', [consentId], async (commit) => {
      const record = await consents.find(consentId, citizen);
      const withdrawal = consents.withdraw(record!);
      await untilBlocked(pools[0]);
      await commit();
      expect(await withdrawal).toMatchObject({ closed: [consentId] });
    });
  });

  it('is followed by no permit, under load through two gateways, ten times', async () => {
    for (let round = 0; round < 10; round++) {
      const subject = await aCase();
      const { consentId, citizen } = subject;
      const load = hammer(stores, subject.request);
      await load.more(50);
      const record = await consents.find(consentId, citizen);
      await consents.withdraw(record!);
      const acknowledgedAt = await permits(consentId);
      await load.more(50);
      await load.stop();
      expect(await permits(consentId)).toBe(acknowledgedAt);
      expect(load.answers.at(-1)).toMatchObject({ refusal: 'consent-withdrawn' });
    }
  });
});

describe('a limited consent', () => {
  it.each([1, 50])('permits %i of 200 parallel requests', async (maxUses) => {
    const { request, consentId } = await aCase(maxUses);
    let statements = 0;
    for (const pool of pools) pool.on('acquire', () => (statements += 1));
    const decisions = Array.from({ length: 200 }, (_, index) =>
      stores[index % 2 === 0 ? 0 : 1].submit(request()),
    );
    const refusals = (await Promise.all(decisions)).map((decision) => decision !== STALE && decision.refusal);
    // One statement per gateway: numbered within the batch, not found out by the CHECK and tried again in halves.
    expect(statements).toBe(2);
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(maxUses);
    expect(refusals.filter((refusal) => refusal === 'consent-exhausted')).toHaveLength(200 - maxUses);
    expect(await permits(consentId)).toBe(maxUses);
    expect((await pools[0].query('select uses from consent where id = $1', [consentId])).rows).toEqual([
      { uses: maxUses },
    ]);
  });
});

describe('a change of policy', () => {
  it('makes a decision wait that comes while it is under way, and records nothing on the old one', async () => {
    const { request } = await aCase();
    const asked = request();
    const admin = createPool(databaseConfig(database.migratorUrl, 1), 'policy');
    await admin.query('begin');
    await admin.query('update policy set revision = revision + 1');
    const decision = stores[0].submit(asked);
    await untilBlocked(pools[0]);
    await admin.query('commit');
    expect(await decision).toBe(STALE);
    expect((await pools[0].query('select from decision where id = $1', [asked.id])).rows).toEqual([]);
    revision += 1;
    await admin.end();
  });

  it('is followed by no permit of the old revision, under load', async () => {
    const subject = await aCase();
    const load = hammer(stores, subject.request);
    await load.more(100);
    const withoutGrant = aPolicy({ grants: [aGrant({ lastDay: '2026-01-02' })] });
    const applied = await applyPolicy(database.migratorUrl, withoutGrant);
    const acknowledgedAt = await permits(subject.consentId);
    await load.more(50);
    await load.stop();
    expect(await permits(subject.consentId)).toBe(acknowledgedAt);
    expect(load.answers.at(-1)).toBe(STALE);
    ({ revision } = applied);
  });
});

describe('a consent that stays locked', () => {
  it('holds up its own request only, and that one not for ever', async () => {
    const [stuck, free] = await Promise.all([aCase(), aCase()]);
    await holding('select from consent where id = $1 for update', [stuck.consentId], async () => {
      const blocked = stores[0].submit(stuck.request());
      const others = [free, free, free].map(({ request }) => stores[0].submit(request()));
      const refused = expect(blocked).rejects.toBeInstanceOf(Overloaded);
      for (const decision of await Promise.all(others)) expect(decision).toMatchObject({ refusal: null });
      await refused;
    });
  });
});
