import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

import { scopes, type AccessClaims } from '#libs/contracts';

import { readConfig } from '../config/index.ts';
import { ProblemFilter, StartRefused } from '../errors/index.ts';
import { AUDIENCE, keys, sign, signer } from './testing/access-tokens.ts';
import { Caller, Public, Scopes } from './access.decorator.ts';
import { AccessModule } from './access.module.ts';
import { TokenConfig, type TokenBinding } from './token.config.ts';

@Controller()
@Scopes(scopes.lookup)
class GuardedController {
  @Get('mine')
  mine(@Caller() caller: AccessClaims): string {
    return caller.clientId;
  }

  @Get('officers')
  @Scopes(scopes.residentsOfficer)
  officers(): string {
    return 'for officers';
  }

  @Get('open')
  @Public()
  open(): string {
    return 'for all';
  }

  @Get('muddled')
  @Public()
  muddled(@Caller() caller: AccessClaims): string {
    return caller.clientId;
  }
}

@Controller()
class ForgetfulController {
  @Get('forgotten')
  forgotten(): string {
    return 'for nobody';
  }
}

const config = (tokenBinding: TokenBinding = 'loopback-optional'): TokenConfig => ({
  issuerUrl: keys.issuer,
  tokenBinding,
});

async function start(controller: Type): Promise<NestFastifyApplication> {
  @Module({
    imports: [
      AccessModule.for(config(), { audience: AUDIENCE, http: { host: '127.0.0.1' }, standing: 'unasked' }),
    ],
    controllers: [controller],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter('https://gateway.example/problems/'));
  await app.init();
  return app;
}

let app: NestFastifyApplication;
beforeAll(async () => {
  await keys.start();
  keys.publish('k1', signer.publicKey);
  app = await start(GuardedController);
});
afterAll(async () => {
  await app.close();
  await keys.stop();
});

async function get(
  url: string,
  token?: string,
): Promise<{ status: number; body: string; challenge: unknown }> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.body, challenge: answer.headers['www-authenticate'] };
}

describe('AccessGuard', () => {
  it('lets a caller with the scope pass and hands over its claims, known or not', async () => {
    const token = await sign();
    for (const attempt of [1, 2]) {
      expect([attempt, await get('/mine', token)]).toMatchObject([
        attempt,
        { status: 200, body: 'parking-hannover' },
      ]);
    }
  });

  it('refuses a caller without the scope, and the rule of a handler replaces that of its controller', async () => {
    const lookup = await sign();
    const officer = await sign({ claims: { scope: 'residents:officer' } });
    expect(await get('/officers', lookup)).toMatchObject({
      status: 403,
      body: expect.stringContaining('"code":"scope-missing"'),
      challenge: 'Bearer error="insufficient_scope", scope="residents:officer"',
    });
    expect(await get('/officers', officer)).toMatchObject({ status: 200 });
    expect(await get('/mine', officer)).toMatchObject({ status: 403 });
    expect(await get('/mine', await sign({ claims: { scope: undefined } }))).toMatchObject({ status: 403 });
  });

  it('answers a missing and a bad token with a challenge and no reason', async () => {
    expect(await get('/mine')).toMatchObject({ status: 401, body: expect.stringContaining('token-missing') });
    const bad = await get('/mine', await sign({ claims: { aud: 'https://elsewhere.example' } }));
    expect(bad).toMatchObject({ status: 401, body: expect.stringContaining('token-invalid') });
    expect(bad.challenge).toContain('error="invalid_token"');
    expect(bad.body).not.toMatch(/aud|elsewhere/);
  });

  it('lets anybody use a public route, even with a bad token, but hands over no claims there', async () => {
    expect(await get('/open', 'nonsense')).toMatchObject({ status: 200 });
    expect(await get('/muddled', await sign())).toMatchObject({ status: 500 });
  });

  it('does not let an app start with a route that nobody gave a rule, and names it', async () => {
    await expect(start(ForgetfulController)).rejects.toThrow('ForgetfulController.forgotten');
  });
});

describe('TokenConfig', () => {
  const env = { ISSUER_URL: 'http://127.0.0.1:8086' };

  it('demands bound tokens unless told otherwise', () => {
    expect(readConfig({ tokens: TokenConfig }, env).tokens.tokenBinding).toBe('required');
    expect(() => readConfig({ tokens: TokenConfig }, { ...env, TOKEN_BINDING: 'none' })).toThrow(
      'TOKEN_BINDING',
    );
    expect(() => readConfig({ tokens: TokenConfig }, {})).toThrow('ISSUER_URL');
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'gateway.example', '127.0.0.1.example.org', '1270.0.0.1'])(
    'does not allow unbound tokens on HOST=%s',
    (host) => {
      expect(() =>
        AccessModule.for(config(), { audience: AUDIENCE, http: { host }, standing: 'unasked' }),
      ).toThrow(StartRefused);
      expect(() =>
        AccessModule.for(config('required'), { audience: AUDIENCE, http: { host }, standing: 'unasked' }),
      ).not.toThrow();
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('allows unbound tokens on HOST=%s', (host) => {
    expect(() =>
      AccessModule.for(config(), { audience: AUDIENCE, http: { host }, standing: 'unasked' }),
    ).not.toThrow();
  });

  it('allows them elsewhere where it is vouched that only this machine reaches the service', () => {
    const http = { host: '0.0.0.0', reachableFrom: 'this-machine' } as const;
    expect(() => AccessModule.for(config(), { audience: AUDIENCE, http, standing: 'unasked' })).not.toThrow();
  });
});
