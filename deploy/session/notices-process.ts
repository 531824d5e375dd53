import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { changeTopic } from '#libs/contracts';
import { inboxCorrectionsMigration, inboxMigration } from '#libs/inbox';
import type { KafkaLogin } from '#libs/kafka';
import {
  freePort,
  type ManagedProcess,
  type ProvisionedDatabase,
  provisionDatabase,
} from '#libs/local-services';
import { runMigrations } from '#libs/service-kit';
import type { IsolatedStack } from '../local/isolated-stack.ts';
import { topicsOf } from '../local/event-topics.ts';
import { kafkaSettings, provisionKafka } from '../local/kafka-access.ts';
import { rightsOn } from '../local/kafka-rights.ts';
import { startProgram } from '../local/program.ts';
import { untilReady } from '../local/readiness.ts';
import { databaseSettings } from '../local/tls/secret-files.ts';
import { Notices1767312000001 } from './notices.migration.ts';
import { bugVariable, noticesGroup } from './notices.ts';

export interface Notice {
  readonly eventId: string;
  readonly subject: string;
  readonly version: number;
}

/** The demonstration's consumer: its database, its topics, and the release of it that runs. */
export class NoticesProcess {
  private running: ManagedProcess | undefined;

  private constructor(
    private readonly stack: IsolatedStack,
    private readonly database: ProvisionedDatabase,
    private readonly login: KafkaLogin,
  ) {}

  static async prepare(stack: IsolatedStack): Promise<NoticesProcess> {
    const password = randomBytes(24).toString('base64url');
    const database = await provisionDatabase(stack.adminUrl, {
      database: 'demo_notices',
      migrator: 'notices_migrator',
      app: 'notices_app',
      passwords: { migrator: password, app: password },
    });
    await runMigrations(database.migratorUrl, [
      inboxMigration('notices_app'),
      Notices1767312000001,
      inboxCorrectionsMigration('notices_app'),
    ]);
    const { kafkaAdmin } = stack.facts;
    const principal = 'notices';
    const topics = topicsOf({ group: noticesGroup, owner: principal });
    await provisionKafka(kafkaAdmin, {
      passwords: { [principal]: password },
      topics,
      rights: [
        ...topics.flatMap((topic) => rightsOn(topic)),
        { principal, resource: 'topic', name: changeTopic('residents'), may: ['read'] },
        { principal, resource: 'group', name: noticesGroup, may: ['read'] },
      ],
    });
    return new NoticesProcess(stack, database, { ...kafkaAdmin, username: principal, password });
  }

  /** Starts a release, after the one before has ended. */
  async release(withBug: boolean): Promise<void> {
    await this.running?.stop();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    this.running = startProgram(this.stack.home, {
      name: 'notices',
      script: 'deploy/session/notices.main.js',
      env: {
        HOST: '127.0.0.1',
        PORT: `${port}`,
        PUBLIC_URL: url,
        LOG_LEVEL: 'error',
        ...databaseSettings(this.stack.home, 'notices', 'DATABASE_URL', this.database.appUrl),
        ...kafkaSettings(this.login),
        KAFKAJS_NO_PARTITIONER_WARNING: '1',
        ...(withBug && { [bugVariable]: 'yes' }),
      },
    });
    await untilReady(this.running, url);
  }

  /** What it did, in the order in which it did it. */
  written(): Promise<readonly Notice[]> {
    return this.query<Notice>('select event_id as "eventId", subject, version from notice order by position');
  }

  async parked(): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      `select count(*)::int as count from inbox_parked where state = 'PARKED'`,
    );
    return row?.count ?? 0;
  }

  private async query<R extends object>(sql: string): Promise<readonly R[]> {
    const client = new pg.Client({ connectionString: this.database.migratorUrl });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}
