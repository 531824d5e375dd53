import { Webhook } from 'standardwebhooks';
import { Upkeep } from '#libs/service-kit';
import { eventually, whileHeld } from '#libs/test-kit';
import { WebhookSender } from '#libs/webhooks';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { ANNA, residence } from '../testing/demo-gateway.ts';
import { PreviewWay, type Shown } from '../testing/preview-way.ts';
import { HOOK, HOUSING_HOOK, webhookGateway } from './testing/webhook-gateway.ts';

const on = webhookGateway();
const { purpose, evidenceType, subject } = residence;
const address = 'residents.address.v1';

interface Message {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

let way: PreviewWay;
let consentId: string;
beforeAll(async () => {
  way = await PreviewWay.of(on.gateway);
  consentId = await on.gateway.chosenId();
  await on.housing.call('PUT', '/v1/release-callback', { callback: HOUSING_HOOK });
});
beforeEach(() => on.parking.call('PUT', '/v1/release-callback', { callback: HOOK }));

const sql = (text: string, values: unknown[] = []) =>
  on.gateway.inner.pool.query<Record<string, unknown>>(text, values);
const run = (task: string): Promise<number> => on.gateway.inner.app.get(Upkeep, { strict: false }).run(task);
const opened = async (...types: string[]): Promise<string> => {
  const items = types.map((each) => ({ evidenceType: each }));
  const { body } = await on.parking.call('POST', '/v1/requests', { purpose, person: { idnr: ANNA }, items });
  return body['id'] as string;
};
const decline = (id: string, body: object = {}): Promise<unknown> =>
  on.gateway.inner.call(on.gateway.anna, 'POST', `/v1/me/requests/${id}/decline`, body);
const used = async (change: object = {}): Promise<Shown> => {
  const items = [{ evidenceType, subject, consentId }];
  const shown = ((await way.preview(items, change)).body['previews'] as Shown[])[0]!;
  await way.use(shown);
  return shown;
};
const told = (id: string): readonly Message[] => {
  on.gateway.inner.app.get(WebhookSender).nudge();
  return on.receiver.received
    .map(({ body }) => JSON.parse(body) as Message)
    .filter((each) => each.subject === id);
};
/** So many have come of this one, the last of them here. */
const last = async (id: string, count = 1): Promise<Message> =>
  (
    await eventually(
      `${count} messages`,
      () => told(id),
      (seen) => seen.length === count,
    )
  ).at(-1)!;
const polled = async (id: string) => (await on.parking.call('GET', `/v1/requests/${id}`)).body;
const dueNow = async (): Promise<void> => {
  await sql(`update webhook_cursor set due_at = '-infinity'`);
  await sql(`update webhook_receiver set due_at = now() where lease is null`);
};
const cursors = async (id: string) =>
  (await sql('select 1 from webhook_cursor where stream = $1', [id])).rowCount;

it('is a callback of one’s own, named and dropped', async () => {
  expect((await on.parking.call('PUT', '/v1/release-callback', {})).body).toEqual({});
  const silent = await used();
  const foreign = await on.parking.call('PUT', '/v1/release-callback', { callback: HOUSING_HOOK });
  expect(foreign.body.code).toBe('callback-unknown');
  expect((await on.parking.call('GET', '/v1/release-callback')).body).toEqual({});
  const other = await on.housing.call('GET', '/v1/release-callback');
  expect(other.body).toMatchObject({ callback: HOUSING_HOOK });
  const { body } = await on.parking.call('PUT', '/v1/release-callback', { callback: HOOK });
  expect(body).toMatchObject({ callback: HOOK, clientId: 'parking-hannover' });
  await last((await used()).id);
  expect(told(silent.id)).toEqual([]);
});

it('tells of a request what polling tells, signed, and with a use hands over the release', async () => {
  const id = await opened(evidenceType, address);
  await decline(id, { evidenceType: address });
  const declined = await last(id);
  expect(declined).toMatchObject({ type: 'evidence-request.changed.v1', data: await polled(id) });
  await used({ request: id });
  const after = await last(id, 2);
  expect(after.data).toEqual(await polled(id));
  const [item] = after.data['items'] as { release: string }[];
  const { releaseId } = await way.open(item!.release);
  expect((await way.take(releaseId as string)).body.status).toBe('EVIDENCE');
  const { headers, body, path } = on.receiver.received.at(-1)!;
  expect(new Webhook(on.secret).verify(body, headers as Record<string, string>)).toMatchObject(after);
  expect([path, headers['webhook-id']]).toEqual(['/parking', `${id}_2`]);
});

it('tells of a release of no request, and no value, person or key', async () => {
  const { id, key } = await used();
  const { type, data } = await last(id);
  expect([type, data]).toEqual(['release.ready.v1', expect.objectContaining({ id, purpose, evidenceType })]);
  expect(new Set(on.receiver.received.map(({ path }) => path))).toEqual(new Set(['/parking']));
  const { releaseId } = await way.open(data['release'] as string);
  const sent = on.receiver.received.map(({ body, headers }) => JSON.stringify([body, headers])).join();
  for (const secret of [key, releaseId as string, ANNA, on.gateway.inner.citizenSub(ANNA), '"value"'])
    expect(sent).not.toContain(secret);
});

it('tells once that time is over, where anything was open', async () => {
  const [open, decided] = [await opened(evidenceType), await opened(evidenceType)];
  await decline(decided);
  await last(decided);
  await on.owner(
    `update evidence_request set expires_at = clock_timestamp() where id in ('${open}', '${decided}')`,
  );
  await run('expired-requests');
  expect(await last(open)).toMatchObject({ data: { state: 'EXPIRED', items: [{ state: 'EXPIRED' }] } });
  await run('expired-requests');
  await last((await used()).id);
  expect([told(open).length, told(decided).length]).toEqual([1, 1]);
});

it('is written with the decision or not at all', async () => {
  const id = await opened(evidenceType);
  const text = `update evidence_request_item set state = 'DECLINED' where request = $1`;
  await whileHeld(on.gateway.inner.database.appUrl, { text, values: [id] }, async ({ query }) => {
    const inside = await query('select head from webhook_cursor where stream = $1', [id]);
    expect([inside.rows, await cursors(id)]).toEqual([[{ head: 1 }], 0]);
  });
  expect(await cursors(id)).toBe(0);
});

it('is tried again under the same id, and not sent once the release was taken meanwhile', async () => {
  on.receiver.behaviour = answer(503);
  const [id, { id: release, key }] = [await opened(evidenceType), await used()];
  await decline(id);
  const refused = () => on.receiver.received.map(({ headers }) => headers['webhook-id']);
  await eventually('an attempt', refused, (ids) => ids.length > 0);
  const { body } = await way.use({ id: release, key });
  const { releaseId } = await way.open(body['release'] as string);
  await way.take(releaseId as string);
  on.receiver.received.length = 0;
  on.receiver.behaviour = answer(204);
  await dueNow();
  expect(await last(id)).toMatchObject({ data: { state: 'DECLINED' } });
  await eventually(
    'nothing that waits',
    async () => (await sql('select from webhook_cursor where position < head')).rowCount,
    (waiting) => waiting === 0,
  );
  expect([told(release), told(id).length]).toEqual([[], 1]);
});

it('is forgotten with what it was about', async () => {
  const [request, release] = [await opened(evidenceType), await used()];
  await decline(request);
  await last(request);
  await last(release.id);
  await on.owner(`update evidence_request set expires_at = now() - interval '31 days'`);
  await on.owner(`update preview set expires_at = now() - interval '2 hours'`);
  await run('evidence-requests');
  await run('previews');
  expect([await cursors(request), await cursors(release.id)]).toEqual([0, 0]);
  expect(
    (await sql('select from webhook_delivery where stream = any($1)', [[request, release.id]])).rowCount,
  ).toBe(0);
});

it('hands what the client that named the callback can open, of several systems of the authority', async () => {
  const token = await on.gateway.inner.machine('parking-hannover-desk', 'strassenverkehr-hannover');
  const desk = await PreviewWay.of(on.gateway, token);
  // Newer than the desk's, so that the first of a release is not the desk's.
  await PreviewWay.of(on.gateway);
  const id = await opened(evidenceType);
  const named = await on.gateway.inner.call(token, 'PUT', '/v1/release-callback', { callback: HOOK });
  expect(named.body).toMatchObject({ callback: HOOK, clientId: 'parking-hannover-desk' });
  await used({ request: id });
  const [item] = (await last(id)).data['items'] as { release: string }[];
  expect(await desk.open(item!.release)).toMatchObject({ evidenceType });
  const { data } = await last((await used()).id);
  expect(await desk.open(data['release'] as string)).toMatchObject({ evidenceType });
});
