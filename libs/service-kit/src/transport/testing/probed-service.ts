import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { register } from 'prom-client';
import { type Kafka, withAdmin } from '#libs/kafka';
import { freePort } from '#libs/local-services';
import { eventually, type TestCertificate } from '#libs/test-kit';
import { DatabaseConfig, KafkaConfig, readConfig } from '../../config/index.ts';
import { createPool } from '../../database/index.ts';
import { serve } from '../../http/index.ts';
import { createKafka } from '../../kafka/index.ts';
import { KAFKA_PASSWORD, type TlsServers } from './tls-servers.ts';

class Nothing {}

type Env = Readonly<Record<string, string>>;
export type Family = 'own' | 'database' | 'kafka';

/** A service with real servers, whose settings may be changed for a case, and what it says in readiness and log. */
export class ProbedService {
  private readonly logged: string[] = [];
  private app!: NestFastifyApplication;
  private pool: Pool | undefined;
  private kafka: Kafka | undefined;

  private constructor(
    private readonly servers: TlsServers,
    private readonly port: number,
  ) {}

  static async start(servers: TlsServers): Promise<ProbedService> {
    const port = await freePort();
    const service = new ProbedService(servers, port);
    service.app = await serve({
      ...{ name: 'probe', title: 'Probe', description: 'A service for a test.', module: { module: Nothing } },
      http: { host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${port}` },
      log: { logLevel: 'silent' },
      configure: (_app, readiness) =>
        readiness.add({ name: 'database', check: async () => void (await service.pool?.query('select 1')) }),
    });
    const note = (entry: unknown): number => service.logged.push(JSON.stringify(entry));
    Logger.overrideLogger({ log: note, error: note, warn: () => undefined });
    return service;
  }

  async stop(): Promise<void> {
    await this.pool?.end();
    await this.app.close();
    register.clear();
  }

  /** What the files of these settings hold, and the authority of the servers. */
  write(family: Family, { cert, key }: TestCertificate): void {
    this.servers.put(`${family}.crt`, cert);
    this.servers.put(`${family}.key`, key);
    this.servers.put(`${family}-ca.crt`, this.servers.authority.cert);
  }

  fileOf(family: Family): { readonly cert: string; readonly key: string; readonly ca: string } {
    const path = (name: string): string => this.servers.path(`${family}${name}`);
    return { cert: path('.crt'), key: path('.key'), ca: path('-ca.crt') };
  }

  /** Connects to that server as these settings say, and to none else. An empty one is left out. */
  async use(server: 'PostgreSQL' | 'Kafka', changed: Env = {}): Promise<void> {
    await this.pool?.end();
    [this.pool, this.kafka] = [undefined, undefined];
    const given = Object.entries({ ...this.complete(), ...changed }).filter(([, value]) => value !== '');
    const env = Object.fromEntries(given);
    if (server === 'PostgreSQL')
      this.pool = createPool(readConfig({ database: DatabaseConfig }, env).database, 'probed');
    else this.kafka = createKafka(readConfig({ kafka: KafkaConfig }, env).kafka, 'probed');
  }

  /** In readiness, and once in the log; neither with a secret. */
  async expectSentence(sentence: string): Promise<void> {
    const told = async (): Promise<readonly string[]> => {
      await this.reachesKafka();
      return (await this.readiness()).reasons ?? [];
    };
    this.logged.length = 0;
    await eventually(`readiness says: ${sentence}`, told, (reasons) => reasons.includes(sentence));
    expect(this.logged.filter((line) => line.includes(JSON.stringify(sentence)))).toHaveLength(1);
    expect(this.logged.join()).not.toMatch(/password-of|-----BEGIN/);
  }

  async expectReady(): Promise<void> {
    await eventually(
      'it is ready',
      () => this.readiness(),
      ({ reasons }) => reasons === undefined,
    );
    if (this.kafka) await eventually('Kafka is reached', () => this.reachesKafka());
  }

  private reachesKafka(): Promise<boolean> {
    if (!this.kafka) return Promise.resolve(false);
    return withAdmin(this.kafka, (admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
  }

  private async readiness(): Promise<{ readonly reasons?: readonly string[] }> {
    const response = await fetch(`http://127.0.0.1:${this.port + 1_000}/health/ready`);
    return (await response.json()) as object;
  }

  private complete(): Env {
    return {
      DATABASE_URL: this.servers.postgresUrl,
      DATABASE_TLS: 'on',
      ...this.files('DATABASE_', 'database'),
      KAFKA_BROKERS: this.servers.brokers,
      KAFKA_TLS: 'on',
      KAFKA_TLS_SERVER_NAME: 'localhost',
      KAFKA_USERNAME: 'admin',
      KAFKA_PASSWORD,
      ...this.files('KAFKA_', 'kafka'),
    };
  }

  private files(variables: string, family: Family): Env {
    const { cert, key, ca } = this.fileOf(family);
    return {
      [`${variables}TLS_CERT_FILE`]: cert,
      [`${variables}TLS_KEY_FILE`]: key,
      [`${variables}TLS_CA_FILE`]: ca,
    };
  }
}
