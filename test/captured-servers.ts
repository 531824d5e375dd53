import { readFileSync } from 'node:fs';
import pg from 'pg';
import { answersAsBroker } from '#libs/kafka';
import { writeSecret } from '#libs/local-services';
import { kafkaLogin } from '../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { CapturedPort } from './captured-port.ts';

/** What programs tell PostgreSQL and Kafka of themselves before anything else: users, and the client ids of kafkajs. */
const telling = ['residents_app', 'gateway_app', 'residents-outbox', 'SCRAM-SHA-512', 'einmal-local'];

const portOf = (address: string): number => Number(/:(\d+)(?:\/|$)/.exec(address)?.[1]);

/** Captures before the servers of a stack, for its services. Kafka tells clients its own address, so what goes by is how they begin. */
export class CapturedServers {
  private constructor(
    private readonly stack: IsolatedStack,
    readonly postgres: CapturedPort,
    readonly kafka: CapturedPort,
  ) {}

  static async before(stack: IsolatedStack): Promise<CapturedServers> {
    const [postgres, kafka] = [
      portOf(stack.adminUrl.split('@')[1] ?? ''),
      portOf(stack.facts.kafkaAdmin.bootstrapServers),
    ];
    return new CapturedServers(stack, await CapturedPort.before(postgres), await CapturedPort.before(kafka));
  }

  /** The settings of a service, with the captures in the place of the servers. */
  moved(app: string, settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const moved: Record<string, string> = {};
    const { DATABASE_URL_FILE: file, KAFKA_BROKERS: brokers } = settings;
    if (file) {
      const url = new URL(readFileSync(file, 'utf8'));
      url.port = `${this.postgres.port}`;
      moved['DATABASE_URL_FILE'] = this.stack.home.path('secrets', `${app}-captured`);
      writeSecret(moved['DATABASE_URL_FILE'], url.href);
    }
    if (brokers) moved['KAFKA_BROKERS'] = `127.0.0.1:${this.kafka.port}`;
    return moved;
  }

  async close(): Promise<void> {
    await Promise.all([this.postgres.close(), this.kafka.close()]);
  }
}

export function describeCapturedServers(
  given: () => { readonly stack: IsolatedStack; readonly servers: CapturedServers },
): void {
  it('says nothing in plain text to PostgreSQL and Kafka', () => {
    const { postgres, kafka } = given().servers;
    for (const server of [postgres, kafka]) {
      expect(server.connections).toBeGreaterThan(5);
      expect([server.beganEncrypted, server.shown(telling)]).toEqual([true, []]);
    }
  });

  it('would be caught at that, too', async () => {
    const servers = await CapturedServers.before(given().stack);
    const plain = new URL(given().stack.endpoints.databases.gateway);
    [plain.search, plain.port] = ['', `${servers.postgres.port}`];
    await expect(new pg.Client({ connectionString: plain.href }).connect()).rejects.toThrow(/no encryption/);
    expect([servers.postgres.beganEncrypted, servers.postgres.shown(telling)]).toEqual([
      false,
      ['gateway_app'],
    ]);
    const { username, password } = kafkaLogin(given().stack.facts, 'observer');
    await answersAsBroker({ bootstrapServers: `127.0.0.1:${servers.kafka.port}`, username, password });
    expect([servers.kafka.beganEncrypted, servers.kafka.shown(telling)]).toEqual([false, ['einmal-local']]);
    await servers.close();
  });
}
