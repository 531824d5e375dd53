import type { Pool } from 'pg';
import { createPool } from '#libs/service-kit';
import { databaseConfig, testDatabase, type TestDatabase } from '#libs/test-kit';
import { insertConsent } from '../testing/insert-consent.ts';
import type { NewConsent } from '../consents/consent.entity.ts';
import { gatewayMigrations } from '../migrations/index.ts';
import { aPolicy } from '../policy/policy.builder.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { aDecisionRequest } from './decision.builder.ts';
import { type Decision, type DecisionRequest, DecisionStore, STALE } from './decision.store.ts';
import { AuditLane } from './audit-lane.ts';

let database: TestDatabase;
let pool: Pool;
let store: DecisionStore;
let citizens = 0;

beforeAll(async () => {
  database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  await applyPolicy(database.migratorUrl, aPolicy());
  pool = createPool(databaseConfig(database.appUrl), 'decisions-a');
  store = new DecisionStore(pool, new AuditLane(pool));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A person of their own for each test, with a consent. */
async function consented(
  change: Partial<NewConsent> = {},
): Promise<{ request: DecisionRequest; consentId: string }> {
  const citizen = `person-${(citizens += 1)}`;
  const consentId = await insertConsent(pool, { citizen, subject: citizen, ...change });
  return { request: aDecisionRequest({ subject: citizen, citizen, consentId }), consentId };
}

const decide = async (request: DecisionRequest): Promise<Decision> => {
  const decision = await store.submit(request);
  if (decision === STALE) throw new Error('stale');
  return decision;
};

const again = (request: DecisionRequest, change: Partial<DecisionRequest> = {}): DecisionRequest =>
  aDecisionRequest({ ...request, id: aDecisionRequest().id, ...change });

const row = async (id: string): Promise<Record<string, unknown>> =>
  (await pool.query('select * from decision where id = $1', [id])).rows[0];

describe('a decision', () => {
  it('is recorded with its ground, subject and person when it permits', async () => {
    const { request, consentId } = await consented();
    expect(await decide(request)).toEqual({ id: request.id, refusal: null, citizen: request.citizen });
    expect(await row(request.id)).toMatchObject({
      permitted: true,
      basis_kind: 'CHOICE',
      legal_basis: 'EGovG §5',
      consent_id: consentId,
      citizen: request.citizen,
      fields: ['address.street', 'address.place'],
      policy_revision: 1,
    });
  });

  it('is recorded when it refuses, and touches no consent then', async () => {
    const { request, consentId } = await consented({ maxUses: 1 });
    const denied = again(request, { refusal: 'field-not-granted', grantId: undefined });
    expect(await decide(denied)).toMatchObject({ refusal: 'field-not-granted' });
    expect(await row(denied.id)).toMatchObject({ permitted: false, refusal: 'field-not-granted' });
    const { rows } = await pool.query('select uses from consent where id = $1', [consentId]);
    expect(rows).toEqual([{ uses: 0 }]);
  });

  it.each<[string, Partial<NewConsent>, Partial<DecisionRequest>, string]>([
    ['an id nobody has', {}, { consentId: 'x'.repeat(32) }, 'consent-foreign'],
    ['another subject', {}, { subject: 'somebody else' }, 'consent-foreign'],
    ['another authority', { authority: 'housing' }, {}, 'consent-foreign'],
    ['another purpose', { purpose: 'other' }, {}, 'consent-mismatch'],
    ['another evidence type', { evidenceType: 'residents.identity.v1' }, {}, 'consent-mismatch'],
    ['a consent where the grant foresees a choice', { kind: 'CONSENT' }, {}, 'consent-mismatch'],
    ['a field more', {}, { fieldList: 'address.street address.place familyName' }, 'consent-mismatch'],
    ['an expired one', { validUntil: new Date(Date.now() - 1000) }, {}, 'consent-expired'],
    ['one not yet valid', { validUntil: new Date(Date.now() + 9e8) }, {}, 'consent-expired'],
    ['a grant that does not exist', {}, { grantId: 'gone' }, 'grant-missing'],
  ])('refuses %s', async (_, consent, asked, refusal) => {
    const { request } = await consented(consent);
    expect(await decide(again(request, asked))).toMatchObject({ refusal });
  });

  it('refuses after withdrawal and after replacement', async () => {
    const { request, consentId } = await consented();
    const other = await consented();
    await pool.query(`update consent set state = 'WITHDRAWN' where id = $1`, [consentId]);
    await pool.query(`update consent set state = 'SUPERSEDED' where id = $1`, [other.consentId]);
    expect(await decide(request)).toMatchObject({ refusal: 'consent-withdrawn' });
    expect(await decide(other.request)).toMatchObject({ refusal: 'consent-superseded' });
  });

  it('names the consenting person for a vehicle, but not where the consent is foreign', async () => {
    const { request, consentId } = await consented({ subject: 'a-vehicle' });
    const asked = again(request, { subject: 'a-vehicle', citizen: undefined, consentId });
    expect(await decide(asked)).toMatchObject({ refusal: null, citizen: request.citizen });
    const foreign = again(asked, { subject: 'another-vehicle' });
    expect(await decide(foreign)).toMatchObject({ refusal: 'consent-foreign', citizen: null });
  });

  it('fails alone in its batch', async () => {
    const { request } = await consented();
    const poisoned = again(request, { traceId: 'a null byte: \u0000' });
    const good = again(request);
    const [bad, fine] = await Promise.allSettled([store.submit(poisoned), store.submit(good)]);
    expect(bad.status).toBe('rejected');
    expect(fine).toMatchObject({ status: 'fulfilled', value: { refusal: null } });
  });
});

describe('the audit', () => {
  it.each([
    `update decision set refusal = 'x'`,
    'delete from decision',
    'truncate decision',
    `update outcome set status = 'NO_EVIDENCE'`,
    'delete from outcome',
    'delete from concern',
    'delete from consent_event',
    'delete from consent',
    `update consent set fields = '{a}'`,
    `update consent set valid_until = 'infinity'`,
    `update consent set max_uses = 1000`,
    'update policy set revision = 7',
    `insert into policy_grant select 'x', authority, purpose, evidence_type, fields, kind, legal_basis from policy_grant`,
    'alter table decision add x int',
  ])('lets the app role not %s', async (sql) => {
    await expect(pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('keeps a closed consent closed', async () => {
    const { consentId } = await consented();
    await pool.query(`update consent set state = 'WITHDRAWN' where id = $1`, [consentId]);
    await expect(
      pool.query(`update consent set state = 'ACTIVE' where id = $1`, [consentId]),
    ).rejects.toThrow('a closed consent stays closed');
  });
});
