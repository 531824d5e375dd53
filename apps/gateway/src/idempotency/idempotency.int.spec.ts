import { lockKeys } from '#libs/service-kit';
import { whileHeld } from '#libs/test-kit';
import { ANNA, DemoGateway, HOLDER, residence } from '../testing/demo-gateway.ts';
import { anna, ben, Follower, inAMonth } from '../testing/follower.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
let noticeSha256: string;
beforeAll(async () => {
  gateway = await DemoGateway.start();
  noticeSha256 = (await gateway.notice()).body['sha256'] as string;
});
afterAll(() => gateway.inner.stop());

const authority = 'strassenverkehr-hannover';
const { evidenceType, purpose } = residence;
const post = (path: string, body: object, key?: string, token = gateway.parking): Promise<Answer> =>
  gateway.inner.call(token, 'POST', path, body, key === undefined ? {} : { 'idempotency-key': key });
const give = (key: string, change: object = {}, token = gateway.anna): Promise<Answer> =>
  post(
    '/v1/consents',
    { kind: 'CHOICE', noticeSha256, authority, evidenceType, purpose, ...change },
    key,
    token,
  );
const subscribe = (key: string, change: object = {}, token = gateway.parking): Promise<Answer> =>
  post(
    '/v1/subscriptions',
    { purpose, eventTypes: ['resident.moved.v1'], lastDay: inAMonth(), subjects: [anna], ...change },
    key,
    token,
  );
const count = async (sql: string): Promise<number> =>
  (await gateway.inner.pool.query<{ count: number }>(`select count(*) as count from ${sql}`)).rows[0]!.count;

describe('a consent under a key', () => {
  it('is given once, and seen as it is by then', async () => {
    const first = await give('k-1');
    const again = await give('"k-1"');
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    const id = first.body['id'] as string;
    await gateway.inner.call(gateway.anna, 'POST', `/v1/consents/${id}/withdrawal`);
    expect((await give('k-1')).body).toMatchObject({ id, state: 'WITHDRAWN' });
  });

  it('refuses the key for another request, and a key that is none', async () => {
    await give('k-2');
    const reused = await give('k-2', { maxUses: 7 });
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
    for (const key of ['', 'a b', '"open', 'x'.repeat(129)]) {
      expect([key, (await give(key)).body.code]).toEqual([key, 'request-invalid']);
    }
  });

  it('belongs to the person: another one gets a record of their own', async () => {
    const [mine, theirs] = [await give('k-3'), await give('k-3', {}, await gateway.inner.citizen(HOLDER))];
    expect(theirs.status).toBe(201);
    expect(theirs.body['id']).not.toBe(mine.body['id']);
  });

  it('answers 409 while the first request is executed, and its result afterwards', async () => {
    const turn = [gateway.inner.citizenSub(ANNA), authority, purpose, evidenceType].join(' ');
    const lock = { text: `select pg_advisory_xact_lock(${lockKeys.consentScope})`, values: [turn] };
    await whileHeld(gateway.inner.database.adminUrl, lock, async ({ waitedFor, letGo }) => {
      const first = give('k-4');
      await waitedFor(1);
      const second = await give('k-4');
      expect([second.status, second.body.code]).toEqual([409, 'idempotency-key-in-use']);
      expect(second.headers.get('retry-after')).toBe('1');
      await letGo();
      const { status, body } = await first;
      expect(status).toBe(201);
      expect((await give('k-4')).body).toEqual(body);
    });
  });
});

describe('a subscription under a key', () => {
  it('is made once, however many ask at once', async () => {
    const before = await count('subscription');
    const answers = await Promise.all(Array.from({ length: 8 }, () => subscribe('s-1')));
    expect(await count('subscription')).toBe(before + 1);
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body['id'])).size).toBe(1);
    for (const { status, body } of answers) {
      expect(status === 201 || body.code === 'idempotency-key-in-use').toBe(true);
    }
    expect((await subscribe('s-1', { subjects: [ben] })).body.code).toBe('idempotency-key-reused');
    expect((await subscribe('s-1', {}, gateway.housing)).body.code).not.toBe('idempotency-key-reused');
  });

  it('gets subjects once: what was taken off meanwhile is not listed again', async () => {
    const follower = new Follower(gateway);
    const path = `/v1/subscriptions/${await follower.subscribed({ subjects: [anna] })}/subjects`;
    const add = (key: string) => post(path, { subjects: [ben] }, key);
    expect((await add('a-1')).body).toMatchObject({ subjectCount: 2 });
    await post(`${path}/removal`, { references: [ben.reference] });
    expect((await add('a-1')).body).toMatchObject({ subjectCount: 1 });
    expect((await add('a-2')).body).toMatchObject({ subjectCount: 2 });
  });

  it('keeps no identifier, nor a digest of one that could be searched for', async () => {
    await subscribe('s-3');
    const { rows } = await gateway.inner.pool.query<{ length: number }>(
      'select distinct length(fingerprint) as length from idempotent_request',
    );
    expect(rows).toEqual([{ length: 43 }]);
    const keys = await gateway.inner.pool.query("select from idempotent_request where key = 's-3'");
    expect(keys.rowCount).toBe(1);
  });
});

describe('a request whose answer is not stored', () => {
  it('takes no key, and nothing is decided', async () => {
    const before = await count('decision');
    for (const path of ['/v1/lookups', '/v1/callbacks/some-hook/secrets']) {
      const { status, body } = await post(path, { ...residence }, 'l-1');
      expect([path, status, body.code]).toEqual([path, 400, 'idempotency-key-refused']);
    }
    expect(await count('decision')).toBe(before);
  });
});
