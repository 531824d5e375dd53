import { generateKeyPairSync } from 'node:crypto';
import { freePort, spawnService, type SpawnedService, testDatabase, type TestDatabase } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { OPERATOR, Surroundings } from './test-operator.ts';
import { Operators, type ReplayStand } from './replay-stand.ts';

/** The operator service as a process of its own, to be killed without warning and started again. */
export class KillableOperator {
  private service: SpawnedService | undefined;
  readonly operators: Operators;

  private constructor(
    readonly database: TestDatabase,
    private readonly surroundings: Surroundings,
    private readonly env: Readonly<Record<string, string>>,
    tokens: { readonly olga: string; readonly paul: string },
  ) {
    const call = async (method: string, path: string, body?: object, token = tokens.olga) => {
      const init: RequestInit = {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      };
      const response = await fetch(`http://127.0.0.1:${env['PORT']}${path}`, init);
      return { status: response.status, body: await response.json() };
    };
    this.operators = new Operators(call, tokens.paul);
  }

  static async start(stand: ReplayStand): Promise<KillableOperator> {
    const surroundings = new Surroundings();
    await surroundings.start();
    const database = await testDatabase({ app: 'operator', migrations });
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const env = {
      PORT: `${await freePort()}`,
      PUBLIC_URL: OPERATOR,
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.appUrl,
      KAFKA_BROKERS: stand.brokers,
      ISSUER_URL: surroundings.issuer.url,
      TOKEN_BINDING: 'loopback-optional',
      REPLAY_FOLDER: stand.folder,
      REPORT_SIGNING_JWK: JSON.stringify({ ...key, kid: 'r1' }),
      REGISTERS: surroundings.registers,
      PROJECTION_GROUP: `${stand.group}.projection`,
    };
    const [olga, paul] = await Promise.all(['p_olga', 'p_paul'].map((name) => surroundings.token(name)));
    const operator = new KillableOperator(database, surroundings, env, { olga: olga!, paul: paul! });
    await operator.revive();
    return operator;
  }

  /** On a machine busy with other specs a start may take longer than the kit waits. */
  async revive(attempts = 4): Promise<void> {
    try {
      this.service = await spawnService('operator', this.env);
    } catch (error) {
      if (attempts <= 1) throw error;
      await this.revive(attempts - 1);
    }
  }

  async kill(): Promise<void> {
    await this.service?.kill9();
    await this.service?.exited;
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    await this.surroundings.stop();
    await this.database.drop();
  }
}
