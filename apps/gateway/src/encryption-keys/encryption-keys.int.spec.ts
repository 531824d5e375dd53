import { generateKeyPairSync } from 'node:crypto';
import { applyPolicy } from '../policy/policy.writer.ts';
import { ANNA, DemoGateway, previewedPolicy, residence } from '../testing/demo-gateway.ts';
import { PreviewWay, publicJwkOf } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.previewing();
});
afterAll(() => gateway.inner.stop());

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const register = (jwk: object, token = gateway.parking): Promise<Answer> =>
  gateway.inner.call(token, 'PUT', '/v1/encryption-key', jwk);
const mine = (token = gateway.parking): Promise<Answer> =>
  gateway.inner.call(token, 'GET', '/v1/encryption-key');
const rows = async (): Promise<number> =>
  (await gateway.inner.pool.query('select from encryption_key')).rows.length;

describe('the encryption key of an authority', () => {
  it('is none at first', async () => {
    const { status, body } = await mine();
    expect([status, body.code]).toEqual([404, 'encryption-key-unknown']);
  });

  it('is the one registered last, with when and by which client; each registration stays on record', async () => {
    const before = await rows();
    await register(publicJwkOf(newPair().publicKey));
    const jwk = { ...publicJwkOf(newPair().publicKey), kid: 'releases-2', alg: 'ECDH-ES+A256KW' };
    const { status, body } = await register(jwk);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kid: 'releases-2',
      jwk: { x: jwk.x, use: 'enc' },
      clientId: 'parking-hannover',
      registeredAt: expect.any(String),
    });
    expect((await register(jwk)).body).toEqual(body);
    expect((await mine()).body).toEqual(body);
    expect(await rows()).toBe(before + 2);
    expect((await mine(gateway.housing)).status).toBe(404);
    await expect(gateway.inner.pool.query('delete from encryption_key')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is named by its thumbprint where it has no name', async () => {
    const { body } = await register(publicJwkOf(newPair().publicKey));
    expect(body['kid']).toMatch(/^[\w-]{43}$/);
  });

  const good = publicJwkOf(newPair().publicKey);
  it.each<[string, object, string, string]>([
    [
      'its private half',
      { ...good, d: newPair().privateKey.export({ format: 'jwk' }).d },
      '/d',
      'encryption-key-unsuitable',
    ],
    ['another curve', { ...good, crv: 'P-384' }, '/crv', 'request-invalid'],
    ['another key type', { ...good, kty: 'RSA' }, '/kty', 'request-invalid'],
    ['the use of a signing key', { ...good, use: 'sig' }, '/use', 'request-invalid'],
    ['another algorithm', { ...good, alg: 'RSA-OAEP' }, '/alg', 'request-invalid'],
    ['a coordinate that is too short', { ...good, x: good.x.slice(1) }, '/x', 'request-invalid'],
    ['a point off the curve', { ...good, y: good.x }, '/x', 'encryption-key-unsuitable'],
    ['a symmetric key', { ...good, k: 'AAAA' }, '/k', 'member-unknown'],
  ])('is refused with %s, without repeating it', async (_story, jwk, pointer, code) => {
    const { status, body } = await register(jwk);
    expect({ status, code: body.code, at: body.errors?.[0]?.pointer }).toEqual({
      status: 400,
      code,
      at: pointer,
    });
    expect(JSON.stringify(body)).not.toContain(good.x.slice(1));
  });

  it('is no citizen’s to register', async () => {
    expect((await register(good, gateway.anna)).body.code).toBe('scope-missing');
  });
});

describe('the keys of several systems of an authority', () => {
  const AUTHORITY = 'strassenverkehr-hannover';
  const DESK = 'parking-hannover-desk';
  const more = Array.from({ length: 9 }, (_, place) => `system-${place}`);
  let office: PreviewWay;
  let desk: PreviewWay;
  let consentId: string;
  beforeAll(async () => {
    office = await PreviewWay.of(gateway);
    desk = await PreviewWay.of(gateway, await gateway.inner.machine(DESK, AUTHORITY));
    consentId = await gateway.chosenId();
  });

  const withClients = (change: (id: string) => boolean, besides: readonly string[] = []): Promise<unknown> =>
    applyPolicy(gateway.inner.database.migratorUrl, {
      ...previewedPolicy,
      clients: [
        ...previewedPolicy.clients.map((each) => ({ ...each, active: change(each.id) })),
        ...besides.map((id) => ({ id, authority: AUTHORITY, active: true })),
      ],
    });
  const usedWith = async (shown: Awaited<ReturnType<PreviewWay['shown']>>): Promise<readonly string[]> =>
    (await office.use(shown)).body['releases'] as string[];
  const kids = (releases: readonly string[]) =>
    releases.map((jwe) => (JSON.parse(atob(jwe.split('.')[0]!)) as { kid: string }).kid);
  const listed = async (token: string): Promise<string> => {
    const { body } = await gateway.inner.call(token, 'GET', '/v1/releases?limit=1');
    return (body['releases'] as { release: string }[])[0]!.release;
  };

  it('are each registered, kept and told by themselves', async () => {
    const [own, other] = [(await mine()).body, (await mine(desk.authority)).body];
    expect([own['clientId'], other['clientId']]).toEqual(['parking-hannover', DESK]);
    expect(own['systems']).toEqual([DESK, 'parking-hannover']);
    expect(other['systems']).toEqual(own['systems']);
  });

  it('each open what was released, the newest first, and each is handed its own', async () => {
    const shown = await office.shown(consentId);
    const { body } = await office.use(shown);
    const [first, second] = body['releases'] as [string, string];
    expect(body['release']).toBe(first);
    const { releaseId } = await desk.open(first);
    expect(await office.open(second)).toMatchObject({ releaseId, previewId: shown.id });
    expect(await usedWith(shown)).toEqual([first, second]);
    expect([await listed(desk.authority), await listed(gateway.parking)]).toEqual([first, second]);
    expect((await office.take(releaseId as string)).status).toBe(200);
  });

  it('each open what answers a request', async () => {
    const { evidenceType, purpose } = residence;
    const asked = { purpose, person: { idnr: ANNA }, items: [{ evidenceType }] };
    const { id } = (await gateway.inner.call(gateway.parking, 'POST', '/v1/requests', asked)).body;
    const [first, second] = await usedWith(await office.shown(consentId, { request: id }));
    const state = async (token: string) => {
      const { body } = await gateway.inner.call(token, 'GET', `/v1/requests/${String(id)}`);
      return (body['items'] as { release: string }[])[0]!.release;
    };
    expect([await state(desk.authority), await state(gateway.parking)]).toEqual([first, second]);
  });

  it('do not count once their client left the policy', async () => {
    await withClients((id) => id !== DESK);
    const [kid, ...rest] = kids(await usedWith(await office.shown(consentId)));
    expect([kid, rest]).toEqual([(await mine()).body['kid'], []]);
    await withClients((id) => id !== 'parking-hannover' && id !== DESK);
    const { evidenceType, subject } = residence;
    const { body } = await office.preview([{ evidenceType, subject, consentId }]);
    expect(body.code).toBe('recipient-key-missing');
    await withClients(() => true);
  });

  it('are eight at most, those registered last', async () => {
    await withClients(() => true, more);
    for (const id of more) await PreviewWay.of(gateway, await gateway.inner.machine(id, AUTHORITY));
    const newest = more.toReversed().slice(0, 8);
    expect((await mine()).body).toMatchObject({ clientId: 'system-8', systems: newest });
    expect(await usedWith(await office.shown(consentId))).toHaveLength(8);
  });
});
