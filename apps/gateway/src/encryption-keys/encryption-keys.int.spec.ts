import { generateKeyPairSync } from 'node:crypto';
import { DemoGateway } from '../testing/demo-gateway.ts';
import { publicJwkOf } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
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
