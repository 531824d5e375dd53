import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { heldKey, ofEachRegister, type Problem, pseudonym } from '#libs/contracts';
import { freePort } from '#libs/local-services';
import { ReadinessRegistry, serve, type ServeOptions } from '#libs/service-kit';
import { databaseConfig, testDatabase, TokenIssuer } from '#libs/test-kit';
import { GatewayModule } from '../gateway.module.ts';
import type { SubjectsConfig } from '../subjects/index.ts';
import { gatewayMigrations } from '../migrations/index.ts';
import type { PolicyFile } from '../policy/policy.file.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { FakeRegister, startAll } from './fake-register.ts';

export const GATEWAY = 'http://gateway.test';
export const REGISTER_TIMEOUT_MS = 1_500;

export interface TestGatewayOptions {
  readonly goettingen?: boolean;
  /** That of the repository where absent. */
  readonly formsFolder?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Omit<Problem, 'status'> & Record<string, unknown>;
}

/**
 * A whole gateway over a real database, with registers that do as they are told.
 * @param options `goettingen`: a second process of the residents register, which serves that town
 */
export async function testGateway(
  policy: PolicyFile,
  configure?: ServeOptions['configure'],
  { goettingen = false, formsFolder }: TestGatewayOptions = {},
) {
  const permitKeys = generateKeyPairSync('ed25519');
  const citizenKey = randomBytes(32);
  const eventKeys = ofEachRegister(() => randomBytes(32));
  const issuer = new TokenIssuer();
  const registers = ofEachRegister(() => new FakeRegister(permitKeys.publicKey));
  const besides = goettingen ? new FakeRegister(permitKeys.publicKey) : undefined;
  const database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
  await applyPolicy(database.migratorUrl, policy);
  await issuer.start();
  const systemPort = await freePort();
  const http = { host: '127.0.0.1', port: 0, systemPort, publicUrl: GATEWAY };
  const settings: Parameters<typeof GatewayModule.for>[0] = {
    http,
    database: databaseConfig(database.appUrl),
    token: { issuerUrl: issuer.url, tokenBinding: 'loopback-optional' },
    subjects: {
      citizenPseudonymKey: citizenKey.toString('base64url'),
      subjectPseudonymKey: randomBytes(32).toString('base64url'),
      eventPseudonymKeys: ofEachRegister((name) => eventKeys[name].toString('base64url')),
    },
    registers: {
      permitSigningJwk: JSON.stringify({ ...permitKeys.privateKey.export({ format: 'jwk' }), kid: 'p1' }),
      registers: await startAll(registers, besides),
      registerTimeoutMs: REGISTER_TIMEOUT_MS,
    },
    following: { feedRetentionDays: 30 },
    forms: { ...(formsFolder !== undefined && { formsFolder }) },
    webhooks: { webhookSecretKey: new Map([[1, randomBytes(32)]]), webhookLoopback: 'allow' },
  };
  const app = await serve({
    name: 'gateway',
    title: 'Gateway',
    description: 'under test',
    http,
    log: { logLevel: 'silent' },
    ...(configure && { configure }),
    module: GatewayModule.for(settings),
  });
  /** One more gateway over the same database; it is not served, as a process has one set of metrics. */
  const another = async (
    configured: NonNullable<ServeOptions['configure']>,
    subjects: Partial<SubjectsConfig> = {},
  ): Promise<NestFastifyApplication> => {
    const other = await NestFactory.create<NestFastifyApplication>(
      GatewayModule.for({ ...settings, subjects: Object.assign({}, settings.subjects, subjects) }),
      new FastifyAdapter(),
      { logger: false, abortOnError: false },
    );
    await configured(other, new ReadinessRegistry(), new ReadinessRegistry());
    await other.listen(0, '127.0.0.1');
    return other;
  };
  const url = await app.getUrl();
  const pool = new pg.Pool({ connectionString: database.appUrl });
  // Ending a pool does not wait for the server; a session that the dropped database ends is no fault.
  pool.on('error', () => undefined);

  const call = async (
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...extra,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };

  return {
    app,
    another,
    url,
    systemUrl: `http://127.0.0.1:${systemPort}`,
    eventKeys,
    registers,
    /** The residents register of Göttingen. */
    besides,
    database,
    pool,
    call,
    citizenSub: (idnr: string): string => pseudonym(heldKey(citizenKey), 'citizen', idnr),
    /** @param jkt thumbprint of the key that it is bound to; to none without */
    machine: (clientId: string, authority: string, jkt?: string, scope = 'lookup'): Promise<string> => {
      const bound = jkt !== undefined && { cnf: { jkt } };
      return issuer.token(GATEWAY, {
        ...{ sub: clientId, client_id: clientId, authority, scope },
        ...bound,
      });
    },
    /** A person who develops the systems of an authority, at a client that is no system of any. */
    developer: (authority: string): Promise<string> =>
      issuer.token(GATEWAY, {
        ...{ sub: 'p_Hk3rT8mWq5ZcVn1B', client_id: 'console', acr: 'substantial' },
        ...{ authority, scope: 'development' },
      }),
    /** @param acr null: the token names no level */
    citizen: (idnr: string, acr: string | null = 'high'): Promise<string> => {
      const sub = pseudonym(heldKey(citizenKey), 'citizen', idnr);
      return issuer.token(GATEWAY, {
        sub,
        client_id: 'portal',
        scope: 'citizen',
        ...(acr !== null && { acr }),
      });
    },
    /** Of a login for which no number was told. */
    unnumbered: (): Promise<string> =>
      issuer.token(GATEWAY, {
        sub: pseudonym(heldKey(citizenKey), 'account', 'https://eid.example', 'somebody'),
        client_id: 'portal',
        scope: 'citizen',
        acr: 'high',
        no_idnr: true,
      }),
    stop: async (): Promise<void> => {
      // A connection that a caller opened and never used would hold up the end for a minute.
      app.getHttpServer().closeAllConnections();
      await app.close();
      await Promise.all([
        pool.end(),
        issuer.stop(),
        ...Object.values(registers).map((each) => each.stop()),
        besides?.stop(),
      ]);
      await database.drop();
    },
  };
}

export type TestGateway = Awaited<ReturnType<typeof testGateway>>;
