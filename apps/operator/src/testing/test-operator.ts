import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { exportJWK, SignJWT } from 'jose';
import pg from 'pg';
import { register } from 'prom-client';
import type { Problem } from '#libs/contracts';
import { serve } from '#libs/service-kit';
import { databaseConfig, testDatabase, testKafka, uniqueTopic } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { checkOperator } from '../operator-health.ts';
import { OperatorModule } from '../operator.module.ts';

export const OPERATOR = 'http://operator.test';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Problem & Record<string, unknown>;
}

/** A real JWKS endpoint that also answers `/metrics` of three registers, as far as it was told what to say. */
export class Surroundings {
  readonly metrics = new Map<string, string>();
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly server: Server = createServer((request, response) => {
    const [, service = ''] = (request.url ?? '').split('/');
    if (service === 'jwks') return void this.publish().then((body) => response.end(body));
    const text = this.metrics.get(service);
    return void (text === undefined ? response.writeHead(503).end() : response.end(text));
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  token(person: string, scope = 'operator'): Promise<string> {
    return new SignJWT({ sub: person, client_id: person, scope, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setIssuer(this.url)
      .setAudience(OPERATOR)
      .setIssuedAt()
      .setExpirationTime('300s')
      .sign(this.keys.privateKey);
  }

  private async publish(): Promise<string> {
    const jwk = await exportJWK(this.keys.publicKey);
    return JSON.stringify({ keys: [{ ...jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] });
  }
}

export interface TestOperatorOptions {
  /** Instead of the Kafka of the test run. */
  readonly kafkaBrokers?: string[];
  /** Instead of a database of its own; the caller drops it. */
  readonly database?: Awaited<ReturnType<typeof testDatabase>>;
}

/** The whole operator service over a real database and a real Kafka. */
export async function testOperator(options: TestOperatorOptions = {}) {
  const surroundings = new Surroundings();
  await surroundings.start();
  const database = options.database ?? (await testDatabase({ app: 'operator', migrations }));
  const reportKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const settings: OperatorSettings = {
    http: { host: '127.0.0.1', port: 0, publicUrl: OPERATOR },
    log: { logLevel: 'silent' },
    database: databaseConfig(database.appUrl),
    kafka: { kafkaBrokers: options.kafkaBrokers ?? (await testKafka()).split(',') },
    token: { issuerUrl: surroundings.url, tokenBinding: 'loopback-optional' },
    operator: {
      replayFolder: tmpdir(),
      reportSigningJwk: JSON.stringify({ ...reportKey, kid: 'r1' }),
      residentsUrl: `${surroundings.url}/residents`,
      vehiclesUrl: `${surroundings.url}/vehicles`,
      businessUrl: `${surroundings.url}/business`,
      auditAnchorTopic: options.kafkaBrokers ? 'none.here' : await uniqueTopic('operator.audit-anchors', 1),
      projectionGroup: `operator.projection.${randomBytes(4).toString('hex')}`,
    },
  };
  const app = await serve({
    name: 'operator',
    title: 'Operator',
    description: 'under test',
    module: OperatorModule.for(settings),
    http: settings.http,
    log: settings.log,
    configure: checkOperator,
  });
  const url = await app.getUrl();
  const pool = new pg.Pool({ connectionString: database.appUrl });
  const olga = await surroundings.token('operator-olga');
  const call = async (method: string, path: string, body?: object, token = olga): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  };
  return {
    app,
    url,
    settings,
    surroundings,
    database,
    pool,
    call,
    stop: async (): Promise<void> => {
      await Promise.all([app.close(), pool.end()]);
      await surroundings.stop();
      // A process has one registry; the next service of the same spec file registers its metrics anew.
      register.clear();
      if (!options.database) await database.drop();
    },
  };
}

export type TestOperator = Awaited<ReturnType<typeof testOperator>>;
