import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { DemoGateway, demoPolicy } from '../../testing/demo-gateway.ts';
import { Follower } from '../../testing/follower.ts';
import type { PolicyFile } from '../../policy/policy.file.ts';
import { applyPolicy } from '../../policy/policy.writer.ts';
import { answer, TestReceiver } from '../../../../../libs/webhooks/src/testing/index.ts';

export const HOOK = 'hannover-parking';
export const HOUSING_HOOK = 'goettingen-housing';

interface ListedDelivery {
  readonly eventId: string;
  readonly state: string;
  readonly cursor: string;
}

/** A gateway with two subscribers, each with a callback and its first secret, and the receiver of both. */
class WebhookGateway {
  gateway!: DemoGateway;
  receiver!: TestReceiver;
  parking!: Follower;
  housing!: Follower;
  /** As shown when it was made. */
  secret!: string;

  async start(): Promise<void> {
    this.receiver = await new TestReceiver().start();
    this.gateway = await DemoGateway.start();
    this.parking = new Follower(this.gateway);
    this.housing = new Follower(this.gateway, this.gateway.housing);
    await this.register([
      { id: HOOK, authority: 'strassenverkehr-hannover', url: this.url('parking') },
      { id: HOUSING_HOOK, authority: 'wohngeld-goettingen', url: this.url('housing') },
    ]);
    const made = await this.parking.call('POST', `/v1/callbacks/${HOOK}/secrets`, {});
    this.secret = made.body['secret'] as string;
    await this.housing.call('POST', `/v1/callbacks/${HOUSING_HOOK}/secrets`, {});
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.receiver.port}/${path}`;
  }

  async register(callbacks: NonNullable<PolicyFile['callbacks']>): Promise<void> {
    await applyPolicy(this.gateway.inner.database.migratorUrl, { ...demoPolicy, callbacks });
  }

  /** As the owner of the tables, for what no app may change. */
  async owner(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.gateway.inner.database.migratorUrl });
    await client.connect();
    await client.query(text);
    await client.end();
  }

  calm(): void {
    this.gateway.calmRegisters();
    this.receiver.behaviour = answer(204);
    this.receiver.received.length = 0;
  }

  /** The webhook-ids of one subscription; others may be about the same person. */
  idsOf(subscription: string): string[] {
    return this.receiver.received
      .map(({ headers }) => String(headers['webhook-id']))
      .filter((id) => id.endsWith(subscription));
  }

  async deliveries(by: Follower, id: string): Promise<readonly ListedDelivery[]> {
    const { body } = await by.call('GET', `/v1/subscriptions/${id}/deliveries`);
    return body['deliveries'] as readonly ListedDelivery[];
  }

  /** The list of deliveries shows these states, newest first. */
  async settled(by: Follower, id: string, states: readonly string[]): Promise<void> {
    const shown = async (): Promise<string> =>
      (await this.deliveries(by, id)).map(({ state }) => state).join();
    await eventually(`deliveries that are [${states.join()}]`, shown, (each) => each === states.join());
  }

  async stop(): Promise<void> {
    await this.gateway.inner.stop();
    await this.receiver.stop();
  }
}

export function webhookGateway(): WebhookGateway {
  const on = new WebhookGateway();
  beforeAll(() => on.start());
  afterAll(() => on.stop());
  beforeEach(() => on.calm());
  return on;
}
