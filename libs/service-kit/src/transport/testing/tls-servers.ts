import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import pg from 'pg';
import { setScramPasswords } from '#libs/kafka';
import {
  ADMIN_USER,
  type KafkaServer,
  type PostgresServer,
  startKafka,
  startPostgres,
} from '#libs/local-services';
import { testCertificate, type TestCertificate } from '#libs/test-kit';

export const KAFKA_PASSWORD = 'kafka-password-of-this-test';
const HBA = 'hostssl all all 127.0.0.1/32 scram-sha-256';

/**
 * A real PostgreSQL and a real Kafka that take encrypted connections alone, whose certificates can be changed. Kafka reads
 * its own once, so what clients meet first is a server of Node with the certificate of the case, and Kafka behind it.
 */
export class TlsServers {
  readonly folder = mkdtempSync(join(tmpdir(), 'einmal-tls-servers-'));
  private readonly sockets = new Set<TLSSocket>();
  private front: Server | undefined;
  private admin: pg.Client | undefined;
  private shown!: TestCertificate;
  /** Shown to Kafka. */
  private ofFront!: TestCertificate;
  postgres!: PostgresServer;
  kafka!: KafkaServer;
  authority!: TestCertificate;

  static async start(): Promise<TlsServers> {
    const servers = new TlsServers();
    // PostgreSQL runs as nobody when we are root, and has to reach its data.
    chmodSync(servers.folder, 0o711);
    servers.authority = await testCertificate('authority');
    servers.shown = await servers.signed('localhost');
    servers.ofFront = servers.shown;
    const { cert, key } = servers.shown;
    const tls = {
      certFile: servers.put('server.crt', cert),
      keyFile: servers.put('server.key', key),
      caFile: servers.put('server-ca.crt', servers.authority.cert),
    };
    const accounts = { broker: KAFKA_PASSWORD, admin: KAFKA_PASSWORD };
    [servers.postgres, servers.kafka] = await Promise.all([
      startPostgres({ dir: join(servers.folder, 'postgres'), durable: false, tls }),
      startKafka({ dir: join(servers.folder, 'kafka'), accounts, tls: { ...tls, asksCallers: true } }),
    ]);
    await servers.openFront();
    return servers;
  }

  signed(name: string, more: { readonly from?: Date; readonly to?: Date } = {}): Promise<TestCertificate> {
    return testCertificate(name, { by: this.authority, ...more });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  put(name: string, text: string): string {
    // PostgreSQL, which is another user, reads the authorities here.
    writeFileSync(this.path(name), text, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
    return this.path(name);
  }

  get postgresUrl(): string {
    const url = new URL(this.postgres.url);
    url.search = '';
    return url.href;
  }

  get brokers(): string {
    return `localhost:${(this.front!.address() as AddressInfo).port}`;
  }

  /** Both servers show that from now on, to new connections; those that there were are closed. */
  async show(certificate: TestCertificate): Promise<void> {
    this.shown = certificate;
    this.inPostgres('server.crt', certificate.cert);
    this.inPostgres('server.key', certificate.key);
    await this.reload();
    await this.openFront();
  }

  /** Whether PostgreSQL demands a certificate of our authority from now on; Kafka always does. */
  async demand(does: boolean): Promise<void> {
    await this.asAdmin(`alter system set ssl_ca_file = '${does ? this.path('server-ca.crt') : ''}'`);
    this.inPostgres('tls-only.conf', `${HBA}${does ? ' clientcert=verify-ca' : ''}\n`);
    await this.reload();
  }

  setKafkaPassword(user: string, password: string): Promise<void> {
    const files = { certFile: this.path('server.crt'), keyFile: this.path('server.key') };
    const { bootstrapServers } = this.kafka;
    const tls = { ...files, caFile: this.path('server-ca.crt'), serverName: 'localhost' };
    const admin = { bootstrapServers, username: ADMIN_USER, password: KAFKA_PASSWORD, tls };
    return setScramPasswords(admin, { [user]: password });
  }

  async stop(): Promise<void> {
    this.closeFront();
    await this.admin?.end();
    await Promise.all([this.postgres.stop(), this.kafka.stop()]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private inPostgres(name: string, text: string): void {
    writeFileSync(join(this.folder, 'postgres', name), text);
  }

  private async reload(): Promise<void> {
    await this.asAdmin(
      'select pg_reload_conf()',
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null',
    );
  }

  /** By a connection that was there before anything changed. */
  private async asAdmin(...statements: readonly string[]): Promise<void> {
    if (!this.admin) {
      this.admin = new pg.Client({ connectionString: this.postgres.url });
      this.admin.on('error', () => undefined);
      await this.admin.connect();
    }
    for (const statement of statements) await this.admin.query(statement);
  }

  private async openFront(): Promise<void> {
    const at = this.front ? (this.front.address() as AddressInfo).port : 0;
    this.closeFront();
    const { authority } = this;
    this.front = createServer(this.shown, (caller) => {
      const broker = connect({
        port: this.kafka.port,
        host: '127.0.0.1',
        ...this.ofFront,
        ca: authority.cert,
        servername: 'localhost',
      });
      caller.pipe(broker).pipe(caller);
      for (const socket of [caller, broker]) {
        this.sockets.add(socket);
        socket.on('error', () => caller.destroy());
        socket.on('close', () => this.sockets.delete(socket));
      }
    });
    this.front.listen(at, '127.0.0.1');
    await once(this.front, 'listening');
  }

  private closeFront(): void {
    this.front?.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
