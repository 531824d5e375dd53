import { generateKeyPairSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, demoPolicy, residence, vehicle } from '../testing/demo-gateway.ts';
import type { Answer } from '../testing/test-gateway.ts';
import { HOOK, HOUSING_HOOK, webhookGateway } from '../webhooks/testing/webhook-gateway.ts';

const PARKING = 'strassenverkehr-hannover';
const on = webhookGateway();
let developer: string;

beforeAll(async () => {
  developer = await on.gateway.inner.developer(PARKING);
});

const call = (method: string, path: string, token = developer): Promise<Answer> =>
  on.gateway.inner.call(token, method, path, method === 'POST' ? {} : undefined);
const lookup = (question: object): Promise<Answer> =>
  on.gateway.inner.call(on.gateway.parking, 'POST', '/v1/lookups', question);

describe('a developer of an authority', () => {
  it('sees what its systems may ask, word for word as these do', async () => {
    const own = await call('GET', '/v1/grants/mine');
    expect(own.body).toEqual((await call('GET', '/v1/grants/mine', on.gateway.parking)).body);
    expect(own.body).toMatchObject({ authority: PARKING });
  });

  it('sees its systems and to which keys releases are encrypted', async () => {
    const key = { kty: 'EC', crv: 'P-256', use: 'enc', kid: 'releases-1' };
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    await on.gateway.inner.call(on.gateway.parking, 'PUT', '/v1/encryption-key', { ...key, x, y });
    const { body } = await call('GET', '/v1/systems');
    expect(body['systems']).toContainEqual({
      id: 'parking-hannover',
      active: true,
      encryptionKey: 'releases-1',
      encryptionKeySince: expect.any(String) as string,
    });
    expect(body['systems']).toContainEqual({ id: 'parking-hannover-desk', active: true });
  });

  it('sees what was asked as it was answered, and nothing of the persons', async () => {
    const answered = await lookup({ ...vehicle, fields: ['plate'] });
    const refused = await lookup({
      ...residence,
      fields: ['familyName'],
      consentId: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e',
    });
    expect([answered.status, refused.status]).toEqual([200, 403]);
    const { body } = await call('GET', '/v1/asked');
    const common = {
      lookupId: expect.any(String) as string,
      at: expect.any(String) as string,
      system: 'parking-hannover',
      purpose: vehicle.purpose,
      stage: 'LOOKUP',
    };
    expect(body['asked']).toEqual([
      { ...common, evidenceType: residence.evidenceType, outcome: 'REFUSED', problem: refused.body.code },
      {
        ...common,
        evidenceType: vehicle.evidenceType,
        lookupId: answered.body['lookupId'],
        outcome: 'EVIDENCE',
      },
    ]);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${vehicle.subject.plate}|${ANNA}`, 'i'));
  });

  it('sees nothing of what others asked', async () => {
    await lookup({ ...vehicle, fields: ['plate'] });
    const other = await on.gateway.inner.developer('wohngeld-goettingen');
    expect((await call('GET', '/v1/asked', other)).body['asked']).toEqual([]);
  });

  it.each([
    ['POST', '/v1/lookups'],
    ['GET', '/v1/releases'],
    ['GET', '/v1/subscriptions'],
    ['PUT', '/v1/encryption-key'],
    ['POST', `/v1/callbacks/${HOOK}/secrets`],
    ['POST', `/v1/callbacks/${HOOK}/activation`],
    ['GET', '/v1/me/disclosures'],
  ])('may not call %s %s', async (method, path) => {
    const { status, body } = await on.gateway.inner.call(
      developer,
      method,
      path,
      method === 'GET' ? undefined : residence,
    );
    expect([status, body.code]).toEqual([403, 'scope-missing']);
  });

  it('is refused where the token names no person, and where the authority is suspended', async () => {
    const machine = await on.gateway.inner.machine('parking-hannover', PARKING, undefined, 'development');
    expect((await call('GET', '/v1/asked', machine)).body.code).toBe('client-inactive');
    const authorities = demoPolicy.authorities.map((e) => (e.id === PARKING ? { ...e, active: false } : e));
    await applyPolicy(on.gateway.inner.database.migratorUrl, { ...demoPolicy, authorities });
    expect((await call('GET', '/v1/asked')).body.code).toBe('client-inactive');
  });
});

describe('a ping', () => {
  beforeEach(() =>
    on.register([
      { id: HOOK, authority: PARKING, url: on.url('parking') },
      { id: HOUSING_HOOK, authority: 'wohngeld-goettingen', url: on.url('housing') },
    ]),
  );

  it('arrives signed and without data, and says what came of it', async () => {
    const { status, body } = await call('POST', `/v1/callbacks/${HOOK}/ping`);
    expect([status, body['result'], body['tookMs']]).toEqual([200, 'delivered', expect.any(Number)]);
    const [got] = on.receiver.received;
    expect(new Webhook(on.secret).verify(got!.body, got!.headers as Record<string, string>)).toEqual({
      specversion: '1.0',
      id: body['id'],
      source: 'urn:einmal:gateway',
      type: 'callback.ping.v1',
      subject: HOOK,
      time: expect.any(String),
    });
  });

  it('that is refused leaves the callback as it was', async () => {
    await on.register([{ id: 'hannover-refusing', authority: PARKING, url: on.url('refusing') }]);
    await on.gateway.inner.call(on.gateway.parking, 'POST', '/v1/callbacks/hannover-refusing/secrets', {});
    const before = (await call('GET', '/v1/callbacks')).body;
    on.receiver.behaviour = answer(410);
    const { body } = await call('POST', '/v1/callbacks/hannover-refusing/ping');
    expect(body).toMatchObject({ result: 'gone', status: 410 });
    expect((await call('GET', '/v1/callbacks')).body).toEqual(before);
    expect(on.receiver.received).toHaveLength(1);
  });

  it('comes once in a while, whoever asks and however often', async () => {
    await on.register([{ id: 'hannover-busy', authority: PARKING, url: on.url('busy') }]);
    await on.gateway.inner.call(on.gateway.parking, 'POST', '/v1/callbacks/hannover-busy/secrets', {});
    const pinged = await Promise.all([1, 2, 3].map(() => call('POST', '/v1/callbacks/hannover-busy/ping')));
    expect(pinged.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 429, 429]);
    expect(pinged.find(({ status }) => status === 429)?.body.code).toBe('quota-exceeded');
    expect(on.receiver.received).toHaveLength(1);
  });

  it('goes to no callback of another authority, and to none that has no secret', async () => {
    const foreign = await call('POST', `/v1/callbacks/${HOUSING_HOOK}/ping`);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'callback-unknown']);
    await on.register([{ id: 'hannover-new', authority: PARKING, url: on.url('new') }]);
    expect((await call('POST', '/v1/callbacks/hannover-new/ping')).body).toMatchObject({
      result: 'no-secret',
    });
    expect(on.receiver.received).toHaveLength(0);
  });
});
