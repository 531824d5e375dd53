import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { serviceFetch } from '../transport/index.ts';
import { DocumentedFaults } from '../transport/testing/documented-faults.ts';
import { TlsSpeakers } from '../transport/testing/tls-speakers.ts';
import { PublishedVerifyingKeys } from './verifying-keys.ts';

const HOUR_MS = 3_600_000;
const faults = new DocumentedFaults('The keys of the gateway');
const { privateKey } = generateKeyPairSync('ed25519');
const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'k1' };

const answered: RequestListener = (_request, response) => response.end(JSON.stringify({ keys: [jwk] }));
const status =
  (code: number): RequestListener =>
  (_request, response) =>
    response.writeHead(code).end();

describe('published keys that are looked for once at the start', () => {
  let speakers: TlsSpeakers;
  beforeAll(async () => {
    speakers = await TlsSpeakers.start();
  });
  afterAll(() => speakers.stop());

  /** What readiness says after the look, before any permit came. */
  const said = async (url: string): Promise<string> => {
    const keys = new PublishedVerifyingKeys({
      ...{ variable: 'PERMIT_JWKS_URL', server: 'the gateway' },
      ...{ url, maxAgeMs: 60_000, fetch: serviceFetch },
    });
    await keys.look();
    return keys.check().then(
      () => 'ready',
      (error: Error) => error.message,
    );
  };

  it.each<[string, () => Promise<TestCertificate>]>([
    ['The certificate of the gateway is of another authority', () => testCertificate('localhost')],
    [
      'The certificate of the gateway has expired',
      () => speakers.signed('localhost', { to: new Date(Date.now() - HOUR_MS) }),
    ],
    ['The certificate of the gateway names another host', () => speakers.signed('elsewhere')],
  ])('are not believed: %s', async (input, certificate) => {
    const at = await speakers.serve(answered, await certificate());
    expect(await said(`https://${at}`)).toBe(faults.sentenceFor(input));
  });

  it('are not given to whom the gateway does not believe, or does not name', async () => {
    const strict = { ...(await speakers.signed('localhost')), requestCert: true, rejectUnauthorized: true };
    const others = { ...strict, ca: (await testCertificate('authority')).cert };
    expect(await said(`https://${await speakers.serve(answered, others)}`)).toBe(
      faults.sentenceFor('The gateway does not believe our certificate'),
    );
    const own = { ...strict, ca: speakers.authority.cert };
    expect(await said(`https://${await speakers.serve(status(403), own)}`)).toBe(
      faults.sentenceFor('`INTERNAL_CALLERS` of the gateway does not name us'),
    );
    expect(await said(`https://${await speakers.serve(answered, own)}`)).toBe('ready');
  });

  it('are called at a wrong address', async () => {
    const plain = await speakers.serve(answered);
    expect(await said(`https://${plain}`)).toBe(faults.sentenceFor('The gateway speaks no TLS'));
    const secure = await speakers.serve(answered, await speakers.signed('localhost'));
    expect(await said(`http://${secure}`)).toBe(
      faults.sentenceFor('The gateway speaks TLS, and its address begins with http'),
    );
    expect(await said(`http://${await speakers.serve(status(404))}`)).toBe(
      faults.sentenceFor('There are no keys at that address'),
    );
  });

  it('are waited for while the gateway is not there, or not ready', async () => {
    expect(await said(`http://${await speakers.serve(status(503))}`)).toBe('ready');
    const at = await speakers.serve(answered);
    await speakers.silence();
    expect(await said(`http://${at}`)).toBe('ready');
  });

  it('all of it stands in docs/secure.md', () => {
    faults.expectAllMet();
  });
});

// 10080 may be taken; 6697 is of the same list.
it('are fetched at the internal door beside port 8080 too, which no browser and no fetch calls', async () => {
  const server = createServer(answered).listen(6697, '127.0.0.1');
  await once(server, 'listening');
  const url = 'http://127.0.0.1:6697/.well-known/jwks.json';
  await expect(fetch(url)).rejects.toMatchObject({ cause: { message: 'bad port' } });
  const named = { variable: 'PERMIT_JWKS_URL', server: 'the gateway' };
  const keys = new PublishedVerifyingKeys({ ...named, url, maxAgeMs: 60_000, fetch: serviceFetch });
  await keys.look();
  await expect(keys.check()).resolves.toBeUndefined();
  server.close();
});
