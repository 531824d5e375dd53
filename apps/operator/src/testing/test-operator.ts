import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { register } from 'prom-client';
import { ofEachRegister, registerNames, type Problem } from '#libs/contracts';
import { readConfig, serve } from '#libs/service-kit';
import { databaseConfig, freePort, testDatabase, testKafka, TokenIssuer, uniqueTopic } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { OperatorConfig, type OperatorSettings } from '../operator.config.ts';
import { checkOperator } from '../operator-health.ts';
import { OperatorModule } from '../operator.module.ts';

export const OPERATOR = 'http://operator.test';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Problem & Record<string, unknown>;
}

/** An issuer of tokens, and `/metrics` of three registers, as far as it was told what they say. */
export class Surroundings {
  readonly issuer = new TokenIssuer();
  readonly metrics = new Map<string, string>();
  private readonly server: Server = createServer((request, response) => {
    const [, service = ''] = (request.url ?? '').split('/');
    const text = this.metrics.get(service);
    return void (text === undefined ? response.writeHead(503).end() : response.end(text));
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Value of the setting REGISTERS. */
  get registers(): string {
    const processes = [{ url: this.url, systemUrl: this.url }];
    return JSON.stringify({ registers: registerNames.map((register) => ({ register, processes })) });
  }

  async start(): Promise<void> {
    await this.issuer.start();
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    await this.issuer.stop();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Of a person who has logged in at a desk, just now. */
  token(person: string, scope = 'operator', desk = 'desk-operator'): Promise<string> {
    return this.tokenOfLogin(person, Math.floor(Date.now() / 1_000), scope, desk);
  }

  /** Of a login at an instant (seconds since 1970), or at none that the token names. */
  tokenOfLogin(
    person: string,
    at: number | undefined,
    scope = 'operator',
    desk = 'desk-operator',
  ): Promise<string> {
    const login = { sub: person, client_id: desk, authority: 'betrieb-einmal', acr: 'high' };
    return this.issuer.token(OPERATOR, { ...login, ...(at !== undefined && { auth_time: at }), scope });
  }

  machineToken(client: string): Promise<string> {
    return this.issuer.token(OPERATOR, {
      sub: client,
      client_id: client,
      authority: 'betrieb-einmal',
      scope: 'operator',
    });
  }
}

export interface TestOperatorOptions {
  /** Instead of the Kafka of the test run. */
  readonly kafkaBrokers?: string[];
  /** A file that holds the key of reports, as REPORT_SIGNING_JWK_FILE names it. */
  readonly reportKeyFile?: string;
  /** Instead of a database of its own; the caller drops it. */
  readonly database?: Awaited<ReturnType<typeof testDatabase>>;
}

/** The whole operator service over a real database and a real Kafka. */
export async function testOperator(options: TestOperatorOptions = {}) {
  const surroundings = new Surroundings();
  await surroundings.start();
  const database = options.database ?? (await testDatabase({ app: 'operator', migrations }));
  const reportKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const { operator: operatorBlock } = readConfig(
    { operator: OperatorConfig },
    {
      REGISTERS: surroundings.registers,
      REPLAY_FOLDER: tmpdir(),
      ...(options.reportKeyFile === undefined
        ? { REPORT_SIGNING_JWK: JSON.stringify({ ...reportKey, kid: 'r1' }) }
        : { REPORT_SIGNING_JWK_FILE: options.reportKeyFile }),
    },
  );
  const settings: OperatorSettings = {
    http: { host: '127.0.0.1', port: 0, systemPort: await freePort(), publicUrl: OPERATOR },
    log: { logLevel: 'silent' },
    database: databaseConfig(database.appUrl),
    kafka: { kafkaBrokers: options.kafkaBrokers ?? (await testKafka()).split(',') },
    token: { issuerUrl: surroundings.issuer.url, tokenBinding: 'loopback-optional' },
    operator: Object.assign(operatorBlock, {
      replayFolder: tmpdir(),
      registers: ofEachRegister((name) => [
        { url: surroundings.url, systemUrl: `${surroundings.url}/${name}` },
      ]),
      auditAnchorTopic: options.kafkaBrokers ? 'none.here' : await uniqueTopic('operator.audit-anchors', 1),
      projectionGroup: `operator.projection.${randomBytes(4).toString('hex')}`,
    }),
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
  const call = async (method: string, path: string, body?: object, token?: string): Promise<Answer> => {
    // A suite may take longer than a token lasts.
    const authorization = `Bearer ${token ?? (await surroundings.token('p_olga'))}`;
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
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
    systemUrl: `http://127.0.0.1:${settings.http.systemPort}`,
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
