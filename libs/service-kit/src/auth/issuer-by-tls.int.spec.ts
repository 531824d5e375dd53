import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { testCertificate, type TestCertificate } from '#libs/test-kit';
import { DocumentedFaults } from '../transport/testing/documented-faults.ts';
import { TlsSpeakers } from '../transport/testing/tls-speakers.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';

const HOUR_MS = 3_600_000;
const faults = new DocumentedFaults('The issuer');
const { privateKey } = generateKeyPairSync('ed25519');
const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'k1' };

const answered: RequestListener = (_request, response) => response.end(JSON.stringify({ keys: [jwk] }));

describe('an issuer that is called by TLS', () => {
  let speakers: TlsSpeakers;
  beforeAll(async () => {
    speakers = await TlsSpeakers.start();
  });
  afterAll(() => speakers.stop());

  /** What readiness says of it. */
  const said = (issuerUrl: string): Promise<string> =>
    new AccessTokenVerifier({ issuerUrl, tokenBinding: 'required' }, 'https://service.example')
      .requireIssuer()
      .then(
        () => 'ready',
        (error: Error) => error.message,
      );

  it.each<[string, () => Promise<TestCertificate>]>([
    ['The certificate of the issuer is of another authority', () => testCertificate('localhost')],
    [
      'The certificate of the issuer has expired',
      () => speakers.signed('localhost', { to: new Date(Date.now() - HOUR_MS) }),
    ],
    [
      'The certificate of the issuer is valid from an hour later on',
      () => speakers.signed('localhost', { from: new Date(Date.now() + HOUR_MS) }),
    ],
    ['The certificate of the issuer names another host', () => speakers.signed('elsewhere')],
  ])('is not believed: %s', async (input, certificate) => {
    const at = await speakers.serve(answered, await certificate());
    expect(await said(`https://${at}`)).toBe(faults.sentenceFor(input));
  });

  it('is believed with a good certificate', async () => {
    const at = await speakers.serve(answered, await speakers.signed('localhost'));
    expect(await said(`https://${at}`)).toBe('ready');
  });

  it('is called by the wrong scheme', async () => {
    const plain = await speakers.serve(answered);
    expect(await said(`https://${plain}`)).toBe(faults.sentenceFor('The issuer speaks no TLS'));
    const secure = await speakers.serve(answered, await speakers.signed('localhost'));
    expect(await said(`http://${secure}`)).toBe(
      faults.sentenceFor('The issuer speaks TLS, and its address begins with http'),
    );
  });

  it('does not answer', async () => {
    const at = await speakers.serve(answered);
    await speakers.silence();
    expect(await said(`http://${at}`)).toBe(faults.sentenceFor('The issuer does not answer'));
  });

  it('all of it stands in docs/secure.md', () => {
    faults.expectAllMet();
  });
});
