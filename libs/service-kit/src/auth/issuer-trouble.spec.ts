import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK } from 'jose';

import { IssuerKeysUnavailable, TokenInvalid } from './access.errors.ts';
import { AccessTokenVerifier } from './access-token-verifier.ts';
import {
  atTime,
  AUDIENCE,
  keys,
  outcome,
  request,
  sign,
  signer,
  thumbprint,
  withClock,
} from './testing/access-tokens.ts';

type Speaker = (response: ServerResponse, request: IncomingMessage) => void;

/** Publishes the keys of `signer`, or does what it is told to instead. */
class Issuer {
  speak: Speaker | undefined;
  readonly paths: string[] = [];
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    const server = createServer((asked, response) => {
      this.paths.push(asked.url ?? '');
      if (this.speak) this.speak(response, asked);
      else void publish(response);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  close(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(() => resolve()));
  }
}

async function publish(response: ServerResponse): Promise<void> {
  const key = { ...(await exportJWK(signer.publicKey)), kid: 'k1' };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
}

const text =
  (body: string): Speaker =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(body);

describe('an issuer in trouble', () => {
  let issuer: Issuer;
  // Names the tokens that a test does not give another issuer.
  beforeAll(() => keys.start());
  afterAll(() => keys.stop());
  beforeEach(async () => {
    issuer = new Issuer();
    await issuer.open();
  });
  afterEach(() => issuer.close());

  const verifier = (more: { readonly jwksUrl?: string } = {}): AccessTokenVerifier =>
    new AccessTokenVerifier({ issuerUrl: issuer.url, tokenBinding: 'loopback-optional', ...more }, AUDIENCE);
  const bearer = async (claims: Record<string, unknown> = {}, kid = 'k1') =>
    request(`Bearer ${await sign({ header: { kid }, claims: { iss: issuer.url, ...claims } })}`);
  const saidBy = (asked: AccessTokenVerifier): Promise<unknown> =>
    asked.requireIssuer().then(
      () => 'ready',
      (error: Error) => error.message,
    );

  const noAnswer = 'no answer to the request for the keys that sign tokens.';
  const notKeys = 'does not answer with a JWK set (RFC 7517).';
  const table: readonly (readonly [string, Speaker, string])[] = [
    ['cuts the connection', (response) => response.destroy(), noAnswer],
    ['never ends its answer', (response) => response.write('{"keys":['), noAnswer],
    [
      'sends the service elsewhere',
      (response, asked) => {
        if (asked.url === '/elsewhere') return void publish(response);
        return response.writeHead(302, { location: '/elsewhere' }).end();
      },
      'answers with a redirect, which is not followed; it has to be the address of the keys.',
    ],
    ['is at fault', (response) => response.writeHead(500).end(), 'answers with status 500 instead of keys.'],
    [
      'answers without an end',
      (response) => {
        const more = (): void => void (response.write('x'.repeat(65_536)) ? setImmediate(more) : undefined);
        response.on('drain', more);
        more();
      },
      'answers with more than 256 KiB, which is not read.',
    ],
    ['answers with a page', text('<html></html>'), notKeys],
    ['answers with no set', text('[]'), notKeys],
    ['answers with keys that are none', text('{"keys":["k1"]}'), notKeys],
  ];

  it.each(table)(
    'that %s lets nothing pass, is said in one sentence, and is believed again',
    async (_story, speak, what) => {
      const asked = verifier();
      issuer.speak = speak;
      expect(await outcome(asked, await bearer())).toMatchObject({
        constructor: IssuerKeysUnavailable,
        cause: { message: `ISSUER_URL: ${what}` },
      });
      expect(await outcome(asked, await bearer())).toBeInstanceOf(IssuerKeysUnavailable);
      expect(await saidBy(asked)).toBe(`ISSUER_URL: ${what}`);
      expect(new Set(issuer.paths)).toEqual(new Set(['/jwks']));
      issuer.speak = undefined;
      await atTime(1, async () => {
        expect(await saidBy(asked)).toBe('ready');
        expect(await outcome(asked, await bearer())).toHaveProperty('sub');
      });
    },
  );

  it('is unreachable at JWKS_URL, from the start or later, until it is there', async () => {
    const asked = verifier({ jwksUrl: `${issuer.url}/keys` });
    await issuer.close();
    expect(await saidBy(asked)).toBe(`JWKS_URL: ${noAnswer}`);
    expect(await outcome(asked, await bearer())).toBeInstanceOf(IssuerKeysUnavailable);
    await issuer.open();
    const known = await bearer();
    await atTime(1, async () => expect(await outcome(asked, known)).toHaveProperty('sub'));
    expect(issuer.paths).toEqual(['/keys']);
    await issuer.close();
    expect(await outcome(asked, known)).toHaveProperty('sub');
    await atTime(61, async () => {
      expect(await outcome(asked, known)).toBeInstanceOf(IssuerKeysUnavailable);
      expect(await saidBy(asked)).toBe(`JWKS_URL: ${noAnswer}`);
    });
    await issuer.open();
  });

  it('has taken a key back: a token that was verified with it is refused a minute after the keys were fetched', async () => {
    const asked = verifier();
    const known = await bearer();
    expect(await outcome(asked, known)).toHaveProperty('sub');
    issuer.speak = text('{"keys":[]}');
    await atTime(59, async () => expect(await outcome(asked, known)).toHaveProperty('sub'));
    await atTime(60, async () =>
      expect(await outcome(asked, known)).toMatchObject({ constructor: TokenInvalid, reason: 'key-unknown' }),
    );
  });

  it('calls itself otherwise than ISSUER_URL, until it names itself so', async () => {
    const asked = verifier();
    const wrong = await outcome(asked, await bearer({ iss: `${issuer.url}/` }));
    expect(wrong).toMatchObject({ constructor: TokenInvalid, reason: 'claim-iss' });
    expect(await saidBy(asked)).toMatch(/^ISSUER_URL: the issuer signs tokens that give it another name/);
    expect(await outcome(asked, await bearer())).toHaveProperty('sub');
    expect(await saidBy(asked)).toBe('ready');
    const strange = { iss: 'https://evil.example', cnf: { jkt: thumbprint } };
    await outcome(asked, await bearer(strange, 'unknown'));
    expect(await saidBy(asked)).toBe('ready');
  });

  it.each([
    [3_600, 'ahead of', 'claim-exp'],
    [-3_600, 'behind', 'claim-iat'],
  ])('has a clock that is %i s off', async (seconds, ours, reason) => {
    const asked = verifier();
    const token = await bearer();
    await withClock(seconds, async () => {
      expect(await outcome(asked, token)).toMatchObject({ constructor: TokenInvalid, reason });
      expect(await saidBy(asked)).toMatch(
        new RegExp(
          `^ISSUER_URL: the clock of this machine is \\d+ s ${ours} the issuer's, so that tokens are refused\\.$`,
        ),
      );
    });
    await atTime(6, async () => expect(await saidBy(asked)).toBe('ready'));
    expect(await outcome(asked, token)).toHaveProperty('sub');
  });
});
