import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  spawnService,
  type SpawnedService,
  testDatabase,
  type TestDatabase,
  TokenIssuer,
} from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { FakeGateway } from './fake-gateway.ts';
import { encryptionJwk } from './releasing.ts';
import { type Answer, AUTHORITY, PROCEDURES } from './test-procedures.ts';

/** Two processes of the service over one database, each to be killed without warning and replaced. */
export class KillableProcedures {
  readonly jwk = encryptionJwk('parking-1');
  readonly gateway = new FakeGateway();
  private readonly issuer = new TokenIssuer();
  /** What one process compiled the next one need not. */
  private readonly compiled = mkdtempSync(join(tmpdir(), 'einmal-procedures-'));
  private env: Readonly<Record<string, string>> = {};
  private processes: Promise<SpawnedService>[] = [];
  private token = '';

  private constructor(readonly database: TestDatabase) {}

  static async start(person: string): Promise<KillableProcedures> {
    const made = new KillableProcedures(await testDatabase({ app: 'procedures', migrations }));
    await Promise.all([made.issuer.start(), made.gateway.start()]);
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const clientJwk = { ...pair.privateKey.export({ format: 'jwk' }), alg: 'ES256' };
    const client = { clientId: 'procedures-parking', clientJwk, encryptionJwk: made.jwk };
    const claims = { sub: person, client_id: 'portal', scope: 'citizen', acr: 'substantial' };
    made.token = await made.issuer.token(PROCEDURES, claims);
    made.env = {
      PUBLIC_URL: PROCEDURES,
      LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: made.compiled,
      DATABASE_URL: made.database.appUrl,
      ISSUER_URL: made.issuer.url,
      TOKEN_BINDING: 'loopback-optional',
      GATEWAY_URL: made.gateway.url,
      GATEWAY_AUDIENCE: made.gateway.url,
      TOKEN_URL: `${made.gateway.url}/token`,
      AUTHORITY_CLIENTS: JSON.stringify({ [AUTHORITY]: client }),
      CONTENT_KEYS: `1:${randomBytes(32).toString('base64url')}`,
      WEBHOOK_SECRET_KEY: randomBytes(32).toString('base64url'),
    };
    made.processes = [made.spawn(), made.spawn()];
    await Promise.all(made.processes);
    return made;
  }

  /** @throws where the process ends before it has answered */
  async call(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const { port } = await this.processes[0]!;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  /** Kills the process that is called and, before it has gone on with anything, the other one takes its place. */
  async kill(): Promise<void> {
    const [killed, other] = await Promise.all(this.processes);
    await killed!.kill9();
    await killed!.exited;
    this.processes = [Promise.resolve(other!), this.spawn()];
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map(async (process) => (await process).kill9()));
    await Promise.all([this.issuer.stop(), this.gateway.stop()]);
    await this.database.drop();
    rmSync(this.compiled, { recursive: true, force: true });
  }

  private spawn(): Promise<SpawnedService> {
    return spawnService('procedures', this.env);
  }
}
