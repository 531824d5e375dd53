import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { spawnScript, testDatabase, type TestDatabase } from '#libs/test-kit';
import {
  DeliveryStore,
  LeaseStore,
  ReceiverStore,
  type ReceiverRow,
  type SecretBox,
  secretBox,
  type WebhookSender,
} from '#libs/webhooks';
import { gatewayMigrations } from '../../migrations/index.ts';
import { aPolicy } from '../../policy/policy.builder.ts';
import { applyPolicy } from '../../policy/policy.writer.ts';
import { FeedAsItStands } from './feed-as-it-stands.ts';
import { FAST, localSender, type SenderSettings } from './local-sender.ts';

/** Callbacks, subscriptions and senders over a real database; what may be told is a fake's to say. */
export class WebhookStand {
  readonly deliveries: FeedAsItStands;
  readonly receivers: ReceiverStore;
  readonly list: DeliveryStore;
  readonly leases: LeaseStore;
  readonly key = randomBytes(32);
  private readonly box = this.boxOf([1, this.key]);
  private readonly senders: WebhookSender[] = [];
  private readonly entries: { id: string; authority: string; url: string }[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly pool: pg.Pool,
  ) {
    this.deliveries = new FeedAsItStands(pool);
    this.receivers = new ReceiverStore(pool, this.box);
    this.list = new DeliveryStore(pool);
    this.leases = new LeaseStore(pool);
  }

  static async open(): Promise<WebhookStand> {
    const database = await testDatabase({ app: 'gateway', migrations: gatewayMigrations });
    return new WebhookStand(database, new pg.Pool({ connectionString: database.appUrl }));
  }

  async close(): Promise<void> {
    await this.stopSenders();
    await this.pool.end();
    await this.database.drop();
  }

  /** With other keys, as after a change of the setting. */
  boxOf(...keys: readonly (readonly [number, Buffer])[]): SecretBox {
    return secretBox({ webhookSecretKey: new Map(keys), webhookLoopback: 'allow' });
  }

  /** A sender of its own, as in another process. */
  startSender(change: Partial<SenderSettings> = {}, box = this.box): WebhookSender {
    const sender = localSender(this.pool, box, this.deliveries, { ...FAST, ...change });
    this.senders.push(sender);
    return sender;
  }

  /** The same in a process of its own, to be killed. */
  spawnSender(leaseMs: number): ChildProcess {
    const args = [this.database.appUrl, this.key.toString('base64url'), `${leaseMs}`];
    return spawnScript(new URL('sender-process.ts', import.meta.url), args);
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.senders.splice(0).map((sender) => sender.stop()));
  }

  /** Registers a callback of the authority `parking` and makes its first secret. */
  async callback(port: number): Promise<{ id: string; secret: string }> {
    const id = await this.register(port);
    return { id, secret: await this.newSecret(id) };
  }

  async register(port: number): Promise<string> {
    const id = `hook-${randomBytes(4).toString('hex')}`;
    this.entries.push({ id, authority: 'parking', url: `http://127.0.0.1:${port}/hook` });
    await this.applyPolicy();
    return id;
  }

  /** The policy names it no more. */
  async drop(callback: string): Promise<void> {
    this.entries.splice(
      this.entries.findIndex(({ id }) => id === callback),
      1,
    );
    await this.applyPolicy();
  }

  private async applyPolicy(): Promise<void> {
    await applyPolicy(this.database.migratorUrl, aPolicy({ callbacks: [...this.entries] }));
  }

  /** How a callback is doing. */
  async receiver(callback: string): Promise<ReceiverRow | undefined> {
    return (await this.receivers.list([callback]))[0];
  }

  async newSecret(callback: string, overlapMs = 60_000): Promise<string> {
    return (await this.receivers.rotate(callback, overlapMs)).secret;
  }

  /** A subscription that names the callback, with this many entries in its feed. */
  async subscription(callback: string, entries: number): Promise<{ id: string; events: readonly string[] }> {
    const id = randomUUID();
    await this.pool.query(
      `insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, callback, valid_until)
       values ($1, 'parking-hannover', 'parking', 'permit', 'residents', '{resident.moved.v1}', false, $2,
         clock_timestamp() + interval '1 day')`,
      [id, callback],
    );
    return { id, events: await this.append(id, entries) };
  }

  async append(subscription: string, entries: number): Promise<readonly string[]> {
    const events = Array.from({ length: entries }, () => randomUUID());
    await this.pool.query(append, [subscription, events]);
    return events;
  }

  async cursorOf(subscription: string): Promise<{ position: number; attempts: number } | undefined> {
    const { rows } = await this.pool.query<{ position: number; attempts: number }>(
      'select position::int, attempts from webhook_cursor where stream = $1 and redelivery = 0',
      [subscription],
    );
    return rows[0];
  }

  /** Ends the waiting of a subscription's next event. */
  async hurry(subscription: string): Promise<void> {
    await this.query(`update webhook_cursor set due_at = '-infinity' where stream = $1`, [subscription]);
  }

  async query(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const { rows } = await this.pool.query<Record<string, unknown>>(text, [...values]);
    return rows;
  }
}

const append = `
with s as (update subscription set last_position = last_position + cardinality($2::uuid[]) where id = $1
  returning last_position - cardinality($2::uuid[]) as base)
insert into feed_entry (subscription_id, position, subject_id, event_id, source, type, time, effective_on, record_id)
select $1, base + n, gen_random_uuid(), id, 'urn:einmal:register:residents', 'resident.moved.v1',
  '2026-11-23T20:00:00Z', '2026-11-20', gen_random_uuid()
from s, unnest($2::uuid[]) with ordinality as e(id, n)`;
