import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freePort, testCertificate, type TestCertificate } from '#libs/test-kit';
import { Pool } from 'undici';

import { serve } from '../http/serve.ts';
import { Scopes } from './access.decorator.ts';
import { AccessModule } from './access.module.ts';
import { AUDIENCE, keys, sign, signer, thumbprint } from './testing/access-tokens.ts';

@Controller()
class OpenToHolders {
  @Get('held')
  @Scopes('lookup')
  held(): object {
    return {};
  }
}

const folder = mkdtemp(join(tmpdir(), 'einmal-bound-'));
let authority: TestCertificate;
let mine: TestCertificate;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  await keys.start();
  keys.publish('k1', signer.publicKey);
  authority = await testCertificate('authority');
  mine = await testCertificate('mine', { by: authority });
  const { cert, key } = await testCertificate('localhost', { by: authority });
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(await folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const http = {
    host: '127.0.0.1',
    port: await freePort(),
    publicUrl: AUDIENCE,
    tlsCertFile: await file('cert', cert),
    tlsKeyFile: await file('key', key),
    tlsCaFile: await file('ca', authority.cert),
  };
  const tokens = { issuerUrl: keys.issuer, tokenBinding: 'required' as const };

  @Module({
    imports: [AccessModule.for(tokens, { audience: AUDIENCE, http, standing: 'unasked' })],
    controllers: [OpenToHolders],
  })
  class Served {}

  const described = { name: 'holders', title: 'Holders', description: 'A service for tests.' };
  app = await serve({ ...described, module: Served, http, log: { logLevel: 'silent' } });
  url = `https://localhost:${http.port}`;
});

afterAll(async () => {
  await app.close();
  await keys.stop();
  await rm(await folder, { recursive: true });
});

const boundTo = ({ cert }: TestCertificate): Promise<string> => {
  const x5t = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');
  return sign({ claims: { cnf: { 'x5t#S256': x5t } } });
};

/** What tokens are answered with, one after the other, on one connection with this certificate. */
async function answers(
  shown: TestCertificate | undefined,
  tokens: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const own = shown && { cert: shown.cert, key: shown.key };
  const pool = new Pool(url, { connections: 1, pipelining: 1, connect: { ca: authority.cert, ...own } });
  let connections = 0;
  pool.on('connect', () => (connections += 1));
  const given: string[] = [];
  try {
    for (const token of tokens) {
      const headers = { authorization: `Bearer ${token}`, ...more };
      const { statusCode, body } = await pool.request({ path: '/held', method: 'GET', headers });
      const { code = '' } = (await body.json()) as { readonly code?: string };
      given.push(`${statusCode} ${code}`.trim());
    }
    expect(connections).toBe(1);
    return given;
  } catch {
    return [...given, 'no connection'];
  } finally {
    await pool.close();
  }
}

describe('a token that is bound to a certificate, over TLS', () => {
  it('is good on a connection with that certificate, again and again', async () => {
    const token = await boundTo(mine);
    expect(await answers(mine, [token, token])).toEqual(['200', '200']);
  });

  it('is refused on a connection with another one, also of the same name and after it was good elsewhere', async () => {
    const token = await boundTo(mine);
    expect(await answers(mine, [token])).toEqual(['200']);
    const namesake = await testCertificate('mine', { by: authority });
    expect(await answers(namesake, [token])).toEqual(['401 token-invalid']);
  });

  it('is refused without one, whatever a header says', async () => {
    const headers = { 'x-client-cert': encodeURIComponent(mine.cert), 'x-forwarded-client-cert': 'Hash=ab' };
    const given = await answers(undefined, [await boundTo(mine)], headers);
    expect(given).toEqual(['401 token-binding-missing']);
  });

  it('lends its connection to no other token', async () => {
    const another = await testCertificate('another', { by: authority });
    const [own, others] = [await boundTo(mine), await boundTo(another)];
    const [unbound, byKey] = [await sign(), await sign({ claims: { cnf: { jkt: thumbprint } } })];
    expect(await answers(mine, [own, others, unbound, byKey, own])).toEqual([
      '200',
      '401 token-invalid',
      '401 token-binding-missing',
      '401 token-binding-missing',
      '200',
    ]);
  });

  it.each([
    ['ended', { to: new Date(Date.now() - 60_000) }],
    ['has not begun', { from: new Date(Date.now() + 3_600_000) }],
  ])('is refused with a certificate that %s', async (_story, period) => {
    const certificate = await testCertificate('mine', { by: authority, ...period });
    expect(await answers(certificate, [await boundTo(certificate)])).toEqual(['401 token-binding-missing']);
  });
});
