import { today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, previewedPolicy, residence } from '../testing/demo-gateway.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

const PARKING = 'strassenverkehr-hannover';
const NEUSTADT = 'buergeramt-neustadt';
const { purpose, evidenceType, subject } = residence;
const item = (consentId: string): object => ({ evidenceType, subject, consentId });

let gateway: DemoGateway;
/** Of the former office, and of the one that succeeds it with its clients. */
let way: PreviewWay;
let heir: string;
let another: string;
let consentId: string;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
  way = await PreviewWay.of(gateway);
  heir = await gateway.inner.machine('parking-hannover', NEUSTADT);
  another = await gateway.inner.machine('neustadt', NEUSTADT);
});
afterAll(() => gateway.inner.stop());
beforeEach(async () => {
  gateway.calmRegisters();
  await lastDayIs(today());
  consentId = await gateway.chosenId();
});

/** The office of parking and that of housing benefits become one after this day. */
async function lastDayIs(until: string): Promise<void> {
  const { authorities, clients } = previewedPolicy;
  await applyPolicy(gateway.inner.database.migratorUrl, {
    ...previewedPolicy,
    authorities: [
      ...authorities.map((each) =>
        [PARKING, 'wohngeld-goettingen'].includes(each.id) ? { ...each, until, successor: NEUSTADT } : each,
      ),
      { id: NEUSTADT, name: 'Stadt Neustadt, Bürgeramt', active: true },
    ],
    clients: [...clients, { id: 'neustadt', authority: NEUSTADT, active: true }],
  });
}
const midnight = (): Promise<void> => lastDayIs(dayAfter(today(), -1));
const get = (path: string, token: string): Promise<Answer> => gateway.inner.call(token, 'GET', path);
const codeOf = ({ status, body }: Answer) => [status, body.code];
const taken = [200, undefined];
const idOf = async ({ body }: Answer): Promise<string> =>
  (await way.open(body['release'] as string))['releaseId'] as string;
const asks = async (): Promise<string> => {
  const body = { purpose, person: { idnr: ANNA }, items: [{ evidenceType }] };
  return (await gateway.inner.call(gateway.parking, 'POST', '/v1/requests', body)).body['id'] as string;
};

describe('what was released to an office', () => {
  it('is taken by who succeeds it from the day on, with any of its clients, and by nobody else', async () => {
    const releaseId = await way.released(consentId);
    for (const token of [another, gateway.procurement])
      expect((await way.take(releaseId, 'k', token)).status).toBeGreaterThan(400);
    await midnight();
    expect(codeOf(await way.take(releaseId, 'k', gateway.procurement))).toEqual([404, 'release-unknown']);
    const answer = await way.take(releaseId, 'k', another);
    expect(codeOf(answer)).toEqual(taken);
    expect(await gateway.decisionOf(answer.body.lookupId)).toMatchObject({
      stage: 'RELEASE',
      authority: NEUSTADT,
      client_id: 'neustadt',
      grant_id: 'hannover-parking-residence',
      status: 'EVIDENCE',
    });
    expect(codeOf(await way.take(releaseId, 'k', heir))).toEqual(taken);
    expect(codeOf(await way.take(releaseId, 'other', heir))).toEqual([409, 'release-taken']);
    expect(codeOf(await way.take(releaseId, 'k', gateway.parking))).toEqual([403, 'authority-ended']);
  });

  it('is not taken by an authority that begins to exist beside it, as long as the day has not come', async () => {
    const releaseId = await way.released(consentId);
    expect(codeOf(await way.take(releaseId, 'k', another))).toEqual([404, 'release-unknown']);
    expect(codeOf(await way.take(releaseId, 'k'))).toEqual(taken);
  });

  it.each([PARKING, NEUSTADT])('is told to the callback that %s named last', async (whose) => {
    const sql = (text: string, value: string) => gateway.inner.pool.query<object>(text, [value]);
    await sql('insert into release_callback (authority, callback, client_id) values ($1, $1, $1)', whose);
    const shown = await way.shown(consentId);
    await midnight();
    await way.use(shown);
    const { rows } = await sql('select receiver from webhook_cursor where stream = $1', shown.id);
    expect(rows).toEqual([{ receiver: whose }]);
  });

  it('stands in the successor’s list, in one order with its own, page by page', async () => {
    const before = await way.released(consentId);
    await midnight();
    const after = await way.released(consentId);
    const first = (await get('/v1/releases?limit=1', another)).body;
    const second = (await get(`/v1/releases?limit=1&after=${first['next'] as string}`, another)).body;
    const opened = [first, second].map(async ({ releases }) => {
      const [entry] = releases as { release: string }[];
      return (await way.open(entry!.release))['releaseId'];
    });
    expect(await Promise.all(opened)).toEqual([after, before]);
    expect((await get('/v1/releases', gateway.procurement)).body['releases']).toEqual([]);
  });
});

describe('a preview for an office', () => {
  it('that was seen before the day is used after it, and read with the key of the client that goes on', async () => {
    const shown = await way.shown(consentId);
    await midnight();
    const used = await way.use(shown);
    expect(used.status).toBe(200);
    expect(codeOf(await way.take(await idOf(used), 'k', heir))).toEqual(taken);
  });

  it.each([
    ['as it was', PARKING],
    ['as it is', NEUSTADT],
  ])('that names it %s is for its successor after the day', async (_story, authority) => {
    await midnight();
    const shown = await way.shown(consentId, { authority });
    expect(await gateway.decisionOf(shown.id)).toMatchObject({ stage: 'PREVIEW', authority: NEUSTADT });
    expect(codeOf(await way.take(await idOf(await way.use(shown)), 'k', another))).toEqual(taken);
  });
});

describe('a request of an office', () => {
  const asked = async (id: string) => (await get(`/v1/me/requests/${id}`, gateway.anna)).body;

  it('is its successor’s from the day on: to see, to be answered, to take from', async () => {
    const id = await asks();
    expect(codeOf(await get(`/v1/requests/${id}`, another))).toEqual([404, 'request-unknown']);
    const early = await way.shown(consentId, { request: id });
    await midnight();
    expect(codeOf(await get(`/v1/requests/${id}`, gateway.procurement))).toEqual([404, 'request-unknown']);
    const { body } = await get(`/v1/requests/${id}`, another);
    expect(body).toMatchObject({ id, state: 'OPEN' });
    expect((await way.use(early)).status).toBe(200);
    const [used] = (await get(`/v1/requests/${id}`, heir)).body['items'] as { release: string }[];
    const { releaseId } = await way.open(used!.release);
    expect(codeOf(await way.take(releaseId as string, 'k', another))).toEqual(taken);
  });

  it('shows the person who has taken over, on what ground, and the text that names it', async () => {
    const id = await asks();
    expect(await asked(id)).toMatchObject({ authority: { id: PARKING } });
    await midnight();
    const { sha256 } = (await gateway.notice({ authority: NEUSTADT })).body;
    expect(await asked(id)).toMatchObject({
      authority: { id: NEUSTADT, name: 'Stadt Neustadt, Bürgeramt' },
      items: [{ kind: 'CHOICE', noticeSha256: sha256, state: 'OPEN' }],
    });
  });

  it.each([
    ['as it was', PARKING],
    ['as it is', NEUSTADT],
  ])('is answered after the day by a preview that names it %s', async (_story, authority) => {
    const id = await asks();
    await midnight();
    const { body } = await way.preview([item(consentId)], { request: id, authority });
    expect((await way.use((body['previews'] as Shown[])[0]!)).status).toBe(200);
    expect((await get(`/v1/requests/${id}`, another)).body).toMatchObject({ state: 'USED' });
  });

  it('is not answered by a preview that names its successor before the day', async () => {
    const { body } = await way.preview([item(consentId)], { request: await asks(), authority: NEUSTADT });
    expect(body['errors']).toMatchObject([{ pointer: '/authority' }]);
  });
});

it('a gateway does not start with a policy of other days than the table of authorities', async () => {
  const entry = { until: dayAfter(today(), -1), successor: NEUSTADT };
  const { authorities } = previewedPolicy;
  await applyPolicy(gateway.inner.database.migratorUrl, {
    ...previewedPolicy,
    authorities: authorities.map((each) =>
      each.id === 'zulassung-landeshauptstadt-hannover' ? { ...each, ...entry } : each,
    ),
  });
  await expect(gateway.inner.another(() => Promise.resolve())).rejects.toThrow(
    /zulassung-landeshauptstadt-hannover: "until" is .* here and absent in the table of authorities/,
  );
});

it('the key of a successor is its own once it has one, and a former office’s until then', async () => {
  const kid = async () => (await get('/v1/encryption-key', another)).body['kid'];
  expect(await kid()).toBeUndefined();
  const shown = await way.shown(consentId);
  await midnight();
  const former = await kid();
  expect(former).toEqual(expect.any(String));
  const own = await PreviewWay.of(gateway, another);
  expect(await kid()).not.toBe(former);
  const { body } = await way.use(shown);
  const { releaseId } = await own.open(body['release'] as string);
  expect(codeOf(await own.take(releaseId as string))).toEqual(taken);
});
