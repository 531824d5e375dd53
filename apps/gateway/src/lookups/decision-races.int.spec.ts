import { DataSource } from 'typeorm';
import { createPool, lockKeys, Overloaded } from '#libs/service-kit';
import { databaseConfig } from '#libs/test-kit';
import { consentEntities } from '../consents/index.ts';
import { ConsentStore } from '../consents/consent.store.ts';
import { DecisionStand, storeOn } from '../testing/decision-stand.ts';
import { hammer } from '../testing/pressure.ts';
import { AuditLane } from './audit-lane.ts';
import { STALE } from './decision.store.ts';

let source: DataSource;
let consents: ConsentStore;
let stand: DecisionStand;
beforeAll(async () => {
  stand = await DecisionStand.open();
  const url = stand.database.appUrl;
  source = await new DataSource({ type: 'postgres', url, entities: [...consentEntities] }).initialize();
  consents = new ConsentStore(source);
});
afterAll(async () => {
  await source.destroy();
  await stand.close();
});

describe('a withdrawal', () => {
  it('makes a decision wait that comes while it is under way, and refuses it then', async () => {
    const { request, consentId } = await stand.aCase();
    await stand.holding(
      `update consent set state = 'WITHDRAWN' where id = $1`,
      [consentId],
      async ({ waitedFor, letGo }) => {
        const decision = stand.stores[0].submit(request());
        await waitedFor(1);
        await letGo();
        expect(await decision).toMatchObject({ refusal: 'consent-withdrawn' });
      },
    );
  });

  it('is acknowledged only after the decisions under way have committed', async () => {
    const { citizen, consentId } = await stand.aCase();
    await stand.holding(
      'select from consent where id = $1 for no key update',
      [consentId],
      async ({ waitedFor, letGo }) => {
        const record = await consents.find(consentId, citizen);
        const withdrawal = consents.withdraw(record!, citizen);
        await waitedFor(1);
        await letGo();
        expect(await withdrawal).toMatchObject({ closed: [consentId] });
      },
    );
  });

  it('is followed by no permit, under load through two gateways, ten times', async () => {
    for (let round = 0; round < 10; round++) {
      const subject = await stand.aCase();
      const { consentId, citizen } = subject;
      const load = hammer(stand.recording, subject.request);
      await load.more(50);
      const record = await consents.find(consentId, citizen);
      await consents.withdraw(record!, citizen);
      const acknowledgedAt = await stand.permits(consentId);
      await load.more(50);
      await load.stop();
      expect(await stand.permits(consentId)).toBe(acknowledgedAt);
      expect(load.answers).toContainEqual(expect.objectContaining({ refusal: 'consent-withdrawn' }));
    }
  });
});

describe('a pause', () => {
  it('is acknowledged only after the decisions under way have committed, and refuses those after it', async () => {
    const { citizen, consentId, request } = await stand.aCase();
    await stand.holding(
      'select from consent where id = $1 for no key update',
      [consentId],
      async ({ waitedFor, letGo }) => {
        const record = await consents.find(consentId, citizen);
        const pause = consents.pause(record!, citizen);
        await waitedFor(1);
        await letGo();
        expect(await pause).toMatchObject({ changed: [consentId] });
      },
    );
    expect(await stand.stores[0].submit(request())).toMatchObject({ refusal: 'consent-paused' });
    await consents.resume((await consents.find(consentId, citizen))!, citizen);
    expect(await stand.stores[0].submit(request())).toMatchObject({ refusal: null });
  });
});

describe('a limited consent', () => {
  it.each([1, 50])('permits %i of 200 parallel requests', async (maxUses) => {
    const { request, consentId } = await stand.aCase(maxUses);
    let statements = 0;
    for (const pool of stand.pools) pool.on('acquire', () => (statements += 1));
    const decisions = Array.from({ length: 200 }, (_, index) =>
      stand.stores[index % 2 === 0 ? 0 : 1].submit(request()),
    );
    const refusals = (await Promise.all(decisions)).map((decision) => decision !== STALE && decision.refusal);
    // Numbered within the batch, not found out by the CHECK and tried again in halves: one statement per gateway, and
    // one more where the other gateway had the consent.
    expect(statements).toBeLessThanOrEqual(3);
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(maxUses);
    expect(refusals.filter((refusal) => refusal === 'consent-exhausted')).toHaveLength(200 - maxUses);
    expect(await stand.permits(consentId)).toBe(maxUses);
    expect((await stand.pools[0].query('select uses from consent where id = $1', [consentId])).rows).toEqual([
      { uses: maxUses },
    ]);
  });
});

describe('a consent that stays locked', () => {
  it('holds up its own requests only, and those wait in one statement', async () => {
    const [stuck, free] = await Promise.all([stand.aCase(), stand.aCase()]);
    await stand.holding(
      'select from consent where id = $1 for update',
      [stuck.consentId],
      async ({ waitedFor, letGo }) => {
        const batch = [stuck, free, stuck, free, stuck].map(({ request }) =>
          stand.stores[0].submit(request()),
        );
        const [first, ...others] = [batch[0]!, batch[1]!, batch[3]!];
        for (const decision of await Promise.all(others)) expect(decision).toMatchObject({ refusal: null });
        await waitedFor(1);
        const waiting = await stand.pools[0].query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(waiting.rows).toHaveLength(1);
        expect(await Promise.race([first, Promise.resolve('waiting')])).toBe('waiting');
        // Nor does it hold up what comes later.
        expect(await stand.stores[0].submit(free.request())).toMatchObject({ refusal: null });
        await letGo();
        for (const decision of await Promise.all(batch)) expect(decision).toMatchObject({ refusal: null });
      },
    );
  });

  it('is waited for however many there are, as the batches of one gateway hold each other’s for a moment', async () => {
    const cases = await Promise.all(Array.from({ length: 200 }, () => stand.aCase()));
    const ids = cases.map(({ consentId }) => consentId);
    await stand.holding(
      'select from consent where id = any($1) for update',
      [ids],
      async ({ waitedFor, letGo }) => {
        const decisions = cases.map(({ request }) => stand.stores[0].submit(request()));
        await Promise.race([waitedFor(1), Promise.all(decisions)]);
        await letGo();
        for (const decision of await Promise.all(decisions))
          expect(decision).toMatchObject({ refusal: null });
      },
    );
  });

  it('is not waited for for ever, nor is the turn to wait for it', async () => {
    const cases = await Promise.all(Array.from({ length: 10 }, () => stand.aCase()));
    const ids = cases.map(({ consentId }) => consentId);
    const impatient = createPool(databaseConfig(stand.database.appUrl), 'gateway-c', { lockTimeoutMs: 50 });
    let statements = 0;
    impatient.on('acquire', () => (statements += 1));
    await stand.holding('select from consent where id = any($1) for update', [ids], async () => {
      const store = storeOn(impatient);
      const decisions = await Promise.allSettled(cases.map(({ request }) => store.submit(request())));
      for (const decision of decisions) expect(decision).toMatchObject({ reason: expect.any(Overloaded) });
    });
    // All at once, then two that wait; whose turn did not come meanwhile need not ask. On a busy machine one or two may begin
    // their turn just in time.
    expect(statements).toBeLessThan(cases.length);
    await impatient.end();
  });

  it('nor a policy that is being changed holds up what was answered', async () => {
    const { request } = await stand.aCase();
    const impatient = createPool(databaseConfig(stand.database.appUrl), 'gateway-d', { lockTimeoutMs: 50 });
    const lane = new AuditLane(impatient);
    const { id } = request();
    await stand.holding(`select pg_advisory_xact_lock(${lockKeys.policy})`, [], async () => {
      const outcome = { decisionId: id, status: 'EVIDENCE', released: 1, concerns: [] } as const;
      const [decided, recorded] = await Promise.allSettled([lane.submit(request()), lane.record(outcome)]);
      expect(decided).toMatchObject({ reason: expect.any(Overloaded) });
      expect(recorded).toMatchObject({ status: 'fulfilled' });
    });
    const { rows } = await stand.admin.query('select from outcome where decision_id = $1', [id]);
    expect(rows).toHaveLength(1);
    await impatient.end();
  });
});
