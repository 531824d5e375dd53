import { today } from '#libs/authorities';
import { dayAfter, eventually } from '#libs/test-kit';
import { ANNA, DemoGateway, demoPolicy, residence, vehicle } from '../testing/demo-gateway.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { anna, Follower } from '../testing/follower.ts';
import type { PolicyFile } from './policy.file.ts';
import { applyPolicy } from './policy.writer.ts';

const PARKING = 'strassenverkehr-hannover';
const HOUSING = 'wohngeld-goettingen';
const NEUSTADT = 'buergeramt-neustadt';
const LAST = dayAfter(today(), 15);
const NEXT = dayAfter(LAST);
/** Of Europe/Berlin, in summer or in winter: the first second of the next day, and the last one before it. */
const midnights = ['+02:00', '+01:00'].map((offset) => Date.parse(`${NEXT}T00:00:00${offset}`));
const MIDNIGHT = midnights.find((at) => today(at) === NEXT)!;
const EVENING = MIDNIGHT - 1_000;
const { now } = Date;

/** Two offices become one, which is there before and has a client already. */
const merging = (until: string, change: Partial<PolicyFile> = {}): PolicyFile => ({
  ...demoPolicy,
  authorities: [
    ...demoPolicy.authorities.map((each) =>
      [PARKING, HOUSING].includes(each.id) ? { ...each, until, successor: NEUSTADT } : each,
    ),
    { id: NEUSTADT, name: 'Stadt Neustadt, Bürgeramt', active: true },
  ],
  clients: [...demoPolicy.clients, { id: 'neustadt', authority: NEUSTADT, active: true }],
  ...change,
});

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());
beforeEach(async () => {
  gateway.calmRegisters();
  await apply(merging(LAST));
});
afterEach(() => {
  Date.now = now;
});

const apply = (policy: PolicyFile) => applyPolicy(gateway.inner.database.migratorUrl, policy);
const setClock = (at: number): void => void (Date.now = () => at);
const machine = (client: string, authority: string) => gateway.inner.machine(client, authority);
/** What came of a lookup: the evidence, or the code of its refusal. */
async function asked(token: string, question: object): Promise<unknown> {
  const { body } = await gateway.inner.call(token, 'POST', '/v1/lookups', question);
  return body.code ?? body['status'];
}
const byAll = async (question: object): Promise<Record<string, unknown>> => ({
  'the former office': await asked(await machine('parking-hannover', PARKING), question),
  'its client for the new one': await asked(await machine('parking-hannover', NEUSTADT), question),
  'the client of the new one': await asked(await machine('neustadt', NEUSTADT), question),
  'another office that is merged': await asked(await machine('housing-goettingen', NEUSTADT), question),
});
const before = {
  'the former office': 'EVIDENCE',
  'its client for the new one': 'client-inactive',
  'the client of the new one': 'grant-missing',
  'another office that is merged': 'client-inactive',
};
const after = {
  'the former office': 'authority-ended',
  'its client for the new one': 'EVIDENCE',
  'the client of the new one': 'EVIDENCE',
  'another office that is merged': 'EVIDENCE',
};

describe('a merger of offices', () => {
  it('takes place at midnight in Berlin, in a gateway that has the policy since before', async () => {
    setClock(EVENING);
    expect(await byAll(vehicle)).toEqual(before);
    setClock(MIDNIGHT);
    expect(await byAll(vehicle)).toEqual(after);
  });

  it('has taken place where the policy comes afterwards, and not yet where it says a later day', async () => {
    await apply(demoPolicy);
    setClock(MIDNIGHT);
    expect(await asked(await machine('parking-hannover', PARKING), vehicle)).toBe('EVIDENCE');
    await apply(merging(LAST));
    expect(await byAll(vehicle)).toEqual(after);
    await apply(merging(NEXT));
    expect(await byAll(vehicle)).toEqual(before);
  });

  it('makes one that begins that day, and whose tokens are refused by that day before', async () => {
    const begins = (id: string) => (id === NEUSTADT ? { from: NEXT } : {});
    const authorities = merging(LAST).authorities.map((each) => ({ ...each, ...begins(each.id) }));
    await apply(merging(LAST, { authorities }));
    setClock(EVENING);
    const early = 'authority-not-begun';
    expect(Object.values(await byAll(vehicle))).toEqual(['EVIDENCE', early, early, early]);
    const token = await machine('neustadt', NEUSTADT);
    expect((await gateway.inner.call(token, 'GET', '/v1/subscriptions')).body).toMatchObject({ code: early });
    setClock(MIDNIGHT);
    expect(await byAll(vehicle)).toEqual(after);
  });

  it('lets a lookup that it meets end as it was decided', async () => {
    setClock(EVENING);
    const token = await machine('parking-hannover', PARKING);
    const { vehicles } = gateway.inner.registers;
    vehicles.behaviour = (permit) => (setClock(MIDNIGHT), evidenceFor(permit));
    const { body } = await gateway.inner.call(token, 'POST', '/v1/lookups', vehicle);
    expect(body['status']).toBe('EVIDENCE');
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({ authority: PARKING, status: 'EVIDENCE' });
    expect(await asked(token, vehicle)).toBe('authority-ended');
  });

  it('is named by the decision, the permit and the refusal', async () => {
    setClock(MIDNIGHT);
    const token = await machine('parking-hannover', NEUSTADT);
    const { body } = await gateway.inner.call(token, 'POST', '/v1/lookups', vehicle);
    expect(await gateway.decisionOf(body.lookupId)).toMatchObject({
      authority: NEUSTADT,
      client_id: 'parking-hannover',
      grant_id: 'hannover-parking-vehicle',
    });
    expect(gateway.inner.registers.vehicles.permits).toMatchObject([{ authority: NEUSTADT }]);
    const former = await machine('parking-hannover', PARKING);
    for (const path of ['/v1/grants/mine', '/v1/subscriptions', '/v1/callbacks']) {
      const { status, body: refusal } = await gateway.inner.call(former, 'GET', path);
      expect([path, status, refusal.code]).toEqual([path, 403, 'authority-ended']);
      expect(refusal.detail).toContain(NEUSTADT);
    }
  });
});

describe('what an office had before it was merged', () => {
  it('is what the new one may ask for, its own grant first', async () => {
    const own = { ...demoPolicy.grants.find(({ id }) => id === 'hannover-parking-vehicle')! };
    await apply(
      merging(LAST, {
        grants: [...demoPolicy.grants, { ...own, id: 'own', authority: NEUSTADT, fields: [own.fields[0]!] }],
      }),
    );
    setClock(MIDNIGHT);
    const token = await machine('housing-goettingen', NEUSTADT);
    const { body } = await gateway.inner.call(token, 'GET', '/v1/grants/mine');
    const ids = (body['grants'] as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['own', 'hannover-parking-vehicle', 'goettingen-housing-address']),
    );
    const { body: answer } = await gateway.inner.call(token, 'POST', '/v1/lookups', vehicle);
    expect(await gateway.decisionOf(answer.lookupId)).toMatchObject({ grant_id: 'own' });
  });

  it('follows: what citizens chose for it, not before the day, and from no other office', async () => {
    const own = demoPolicy.grants.find(({ id }) => id === 'hannover-parking-residence')!;
    await apply(
      merging(LAST, { grants: [...demoPolicy.grants, { ...own, id: 'own', authority: NEUSTADT }] }),
    );
    const byChoice = { ...residence, consentId: await gateway.chosenId() };
    const lookUp = async (): Promise<unknown> => asked(await machine('neustadt', NEUSTADT), byChoice);
    setClock(EVENING);
    expect(await lookUp()).toBe('consent-foreign');
    setClock(MIDNIGHT);
    expect(await lookUp()).toBe('EVIDENCE');
    const still = merging(LAST).authorities.map(({ id, name, active }) => ({ id, name, active }));
    await apply(
      merging(LAST, {
        authorities: still,
        grants: [...demoPolicy.grants, { ...own, id: 'own', authority: NEUSTADT }],
      }),
    );
    expect(await lookUp()).toBe('consent-foreign');
  });

  it('follows: subscriptions with their feed, and callbacks', async () => {
    const parking = new Follower(gateway);
    const id = await parking.subscribed({ subjects: [anna] });
    const first = await parking.handle(parking.eventAbout(ANNA));
    const { ids, cursor } = await parking.next(id);
    expect(ids).toEqual([first.id]);

    setClock(MIDNIGHT);
    const merged = new Follower(gateway, await machine('parking-hannover', NEUSTADT));
    const second = await merged.handle(merged.eventAbout(ANNA));
    const page = await eventually(
      'the event is in the feed',
      () => merged.next(id, cursor),
      (next) => next.ids.length > 0,
    );
    expect(page.ids).toEqual([second.id]);
    const { rows } = await gateway.inner.pool.query(
      'select authority from decision where client_id = $1 order by id desc limit 1',
      ['parking-hannover'],
    );
    expect(rows).toEqual([{ authority: NEUSTADT }]);
    const { body } = await merged.call('GET', '/v1/subscriptions');
    expect((body['subscriptions'] as { id: string }[]).map((each) => each.id)).toContain(id);
    const { body: callbacks } = await merged.call('GET', '/v1/callbacks');
    expect((callbacks['callbacks'] as { id: string }[]).map((each) => each.id)).toEqual(['hannover-parking']);
  });
});
