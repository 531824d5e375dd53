import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { type Holder, whileHeld } from '#libs/test-kit';
import { aDecisionRequest } from '../lookups/decision.builder.ts';
import { DecisionStore, newDecisionId } from '../lookups/decision.store.ts';
import { PolicyStore } from '../policy/policy.store.ts';
import { ANNA, DemoGateway, residence } from '../testing/demo-gateway.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import { ReleaseSecret } from './release-secret.rules.ts';
import { ReleasesService } from './releases.service.ts';

let gateway: DemoGateway;
let way: PreviewWay;
/** The service of two gateways over one database. */
let gateways: readonly [ReleasesService, ReleasesService];
let stopOther: () => Promise<void>;
let admin: pg.Pool;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  const other = await gateway.inner.another(() => undefined);
  gateways = [gateway.inner.app.get(ReleasesService), other.get(ReleasesService)];
  stopOther = () => other.close();
  admin = new pg.Pool({ connectionString: gateway.inner.database.adminUrl });
});
afterAll(async () => {
  await Promise.all([stopOther(), admin.end()]);
  await gateway.inner.stop();
});
beforeEach(() => gateway.calmRegisters());

const caller: AccessClaims = {
  sub: 'parking-hannover',
  clientId: 'parking-hannover',
  authority: 'strassenverkehr-hannover',
  scopes: new Set(['lookup']),
  exp: 0,
};
/** PostgreSQL's unique_violation. */
const KEY_TAKEN = '23505';
/** What came of it: a status or a problem's code. */
const take = (releaseId: string, nth: number, key: string = randomUUID()): Promise<string> =>
  gateways[nth % 2 === 0 ? 0 : 1].take(releaseId, key, caller, 't').then(
    ({ status }) => status,
    (error: { code: string }) => error.code,
  );
const tally = (results: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(results, (each) => each)].map(([name, all]) => [name, all.length]));
const usesOf = async (consentId: string): Promise<unknown> =>
  (await admin.query<{ uses: number }>('select uses from consent where id = $1', [consentId])).rows[0]?.uses;
const stateOf = async (id: string): Promise<unknown> =>
  (await admin.query<{ state: string }>('select state from preview where id = $1', [id])).rows[0]?.state;
const releaseOf = ({ key }: Shown): string => ReleaseSecret.ofKey(key).releaseId;

const holding = (text: string, id: string, work: (holder: Holder) => Promise<void>) =>
  whileHeld(gateway.inner.database.adminUrl, { text, values: [id] }, work);
const lockConsent = 'select from consent where id = $1 for no key update';
const lockPreview = 'select from preview where id = $1 for update';

it('of 200 releases under a choice for one use, taken at once through two gateways, one is answered', async () => {
  const consentId = await gateway.chosenId({ maxUses: 1 });
  const item = { ...residence, consentId };
  const items = Array.from({ length: 8 }, () => ({
    evidenceType: item.evidenceType,
    subject: item.subject,
    consentId,
  }));
  const pages = await Promise.all(Array.from({ length: 25 }, () => way.preview(items)));
  const shown = pages.flatMap(({ body }) => body['previews'] as Shown[]);
  expect(shown).toHaveLength(200);
  await Promise.all(shown.map((each) => way.use(each)));
  const results = await Promise.all(shown.map((each, nth) => take(releaseOf(each), nth)));
  expect(tally(results)).toEqual({ EVIDENCE: 1, 'consent-exhausted': 199 });
  expect(await usesOf(consentId)).toBe(1);
});

it('of many requests for one release one wins, and one use is spent', async () => {
  const consentId = await gateway.chosenId({ maxUses: 3 });
  const releaseId = await way.released(consentId);
  const results = await Promise.all(Array.from({ length: 60 }, (_, nth) => take(releaseId, nth)));
  expect(tally(results)).toEqual({ EVIDENCE: 1, 'release-taken': 59 });
  expect(await usesOf(consentId)).toBe(1);
});

it('spends one use where two gateways wait for one choice with the same release', async () => {
  const consentId = await gateway.chosenId({ maxUses: 1 });
  const releaseId = await way.released(consentId);
  await holding(lockConsent, consentId, async ({ waitedFor, letGo }) => {
    const results = [take(releaseId, 0, 'k'), take(releaseId, 1, 'k')];
    await waitedFor(2);
    await letGo();
    expect(await Promise.all(results)).toEqual(['EVIDENCE', 'EVIDENCE']);
  });
  expect(await usesOf(consentId)).toBe(1);
});

it('lets a withdrawal that is under way come first', async () => {
  const consentId = await gateway.chosenId();
  const releaseId = await way.released(consentId);
  await holding(
    `update consent set state = 'WITHDRAWN' where id = $1`,
    consentId,
    async ({ waitedFor, letGo }) => {
      const result = take(releaseId, 0);
      await waitedFor(1);
      await letGo();
      expect(await result).toBe('consent-withdrawn');
    },
  );
});

it('takes one of two decisions on a preview, whichever comes first', async () => {
  const shown = await way.shown(await gateway.chosenId());
  await holding(lockPreview, shown.id, async ({ waitedFor, letGo }) => {
    const both = [way.use(shown), way.decline(shown)];
    await waitedFor(2);
    await letGo();
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

it('gives two that use a preview at once the same release', async () => {
  const shown = await way.shown(await gateway.chosenId());
  await holding(lockPreview, shown.id, async ({ waitedFor, letGo }) => {
    const both = [way.use(shown), way.use(shown)];
    await waitedFor(1);
    await letGo();
    const [one, other] = await Promise.all(both);
    expect([one!.status, other!.body]).toEqual([200, one!.body]);
  });
});

describe('a gateway that dies', () => {
  it('between decision and outcome has spent the use, which the next try does not spend again', async () => {
    const consentId = await gateway.chosenId({ maxUses: 1 });
    const shown = await way.shown(consentId);
    await way.use(shown);
    const citizen = gateway.inner.citizenSub(ANNA);
    const { rows } = await admin.query<{ fields: string[] }>('select fields from preview where id = $1', [
      shown.id,
    ]);
    const died = await gateway.inner.app.get(DecisionStore).submit(
      aDecisionRequest({
        id: newDecisionId(),
        authority: caller.authority!,
        purpose: residence.purpose,
        evidenceType: residence.evidenceType,
        fieldList: rows[0]!.fields.join(' '),
        grantId: 'hannover-parking-residence',
        subject: citizen,
        citizen,
        consentId,
        revision: gateway.inner.app.get(PolicyStore).current.revision,
        staged: { stage: 'RELEASE', preview: shown.id, actedBy: citizen, actingAs: 'ONESELF' },
      }),
    );
    expect([died, await usesOf(consentId)]).toEqual([expect.objectContaining({ refusal: null }), 1]);
    expect(await take(releaseOf(shown), 0)).toBe('EVIDENCE');
    expect(await usesOf(consentId)).toBe(1);
  });

  it('or was taken for dead hands nothing over, and the release waits', async () => {
    const consentId = await gateway.chosenId();
    const shown = await way.shown(consentId);
    await way.use(shown);
    await holding(lockPreview, shown.id, async ({ waitedFor, letGo }) => {
      const slow = take(releaseOf(shown), 0);
      await waitedFor(1);
      // As the upkeep does with what a crash left open.
      await admin.query(
        `insert into outcome (decision_id, status)
         select id, 'REGISTER_UNAVAILABLE' from decision where preview = $1 and stage = 'RELEASE'`,
        [shown.id],
      );
      await letGo();
      expect(await slow).toBe(KEY_TAKEN);
    });
    expect(await stateOf(shown.id)).toBe('RELEASED');
    expect(await take(releaseOf(shown), 1)).toBe('EVIDENCE');
  });
});
