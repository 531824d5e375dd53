import { aGrant, anEventGrant, aPolicy } from '../policy/policy.builder.ts';
import { DecisionStand, type Case } from '../testing/decision-stand.ts';
import { insertConsent } from '../testing/insert-consent.ts';
import { aDecisionRequest } from './decision.builder.ts';
import { type Decision, STALE } from './decision.store.ts';

let stand: DecisionStand;
beforeAll(async () => {
  stand = await DecisionStand.open();
});
afterAll(() => stand.close());

const DAY_S = 86_400;
const refusalOf = (answer: Decision | typeof STALE): string | null =>
  answer === STALE ? 'stale' : answer.refusal;
const ask = async ({ request }: Case, nth = 0): Promise<string | null> =>
  refusalOf(await stand.stores[nth % 2 === 0 ? 0 : 1].submit(request()));
const tally = (results: readonly (string | null)[]) =>
  Object.fromEntries([...Map.groupBy(results, String)].map(([name, all]) => [name, all.length]));
/** The last retrieval lies further back by so much. */
const later = (consentId: string, seconds: number): Promise<unknown> =>
  stand.admin.query(
    'update consent set next_use_at = next_use_at - make_interval(secs => $2) where id = $1',
    [consentId, seconds],
  );

it('lets one of many retrievals pass, in a batch and over two gateways, until the interval is over', async () => {
  const one = await stand.aCase(null, DAY_S);
  for (const _round of [1, 2]) {
    const results = await Promise.all(Array.from({ length: 100 }, (_, nth) => ask(one, nth)));
    expect(tally(results)).toEqual({ null: 1, 'consent-too-soon': 99 });
    expect(await stand.stores[0].waitS(one.consentId)).toBeGreaterThan(DAY_S - 600);
    await later(one.consentId, DAY_S - 60);
    expect(await ask(one)).toBe('consent-too-soon');
    await later(one.consentId, 60);
  }
  expect(await stand.permits(one.consentId)).toBe(2);
});

it('lets one of two pass that wait for the record at once', async () => {
  const one = await stand.aCase(null, DAY_S);
  const lock = 'select from consent where id = $1 for no key update';
  await stand.holding(lock, [one.consentId], async ({ waitedFor, letGo }) => {
    const both = [ask(one, 0), ask(one, 1)];
    await waitedFor(2);
    await letGo();
    expect(tally(await Promise.all(both))).toEqual({ null: 1, 'consent-too-soon': 1 });
  });
});

it('says that a record is used up rather than to come again', async () => {
  const one = await stand.aCase(1, DAY_S);
  expect([await ask(one), await ask(one)]).toEqual([null, 'consent-exhausted']);
});

it('holds back nothing where none was set', async () => {
  const one = await stand.aCase();
  expect(await Promise.all([ask(one), ask(one), ask(one, 1)])).toEqual([null, null, null]);
});

it('neither holds back events nor begins with one', async () => {
  const ground = { kind: 'CONSENT', legalBasis: 'of the test' } as const;
  const grants = [aGrant({ id: 'by-consent', ground })];
  const fields = ['address.street'];
  const toHear = anEventGrant({ id: 'to-hear', evidenceType: 'residents.address.v1', fields, ground });
  await stand.apply(aPolicy({ grants, eventGrants: [toHear] }));
  const citizen = 'who-consents';
  const consentId = await insertConsent(stand.pools[0], {
    citizen,
    subject: citizen,
    kind: 'CONSENT',
    minIntervalS: DAY_S,
  });
  const by = async (grantId: string): Promise<string | null> => {
    const about = { subject: citizen, citizen, consentId, grantId, fieldList: fields.join(' ') };
    return refusalOf(await stand.stores[0].submit(aDecisionRequest({ ...about, revision: stand.revision })));
  };
  expect([await by('to-hear'), await by('by-consent'), await by('to-hear'), await by('by-consent')]).toEqual([
    null,
    null,
    null,
    'consent-too-soon',
  ]);
});
