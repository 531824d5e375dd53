import { Logger } from '@nestjs/common';
import { eventually } from '#libs/test-kit';
import { TestReceiver } from '../../../../../libs/webhooks/src/testing/index.ts';
import { WebhookStand } from './webhook-stand.ts';

/** One stand per file, a new receiver per test, and what the tests ask of both. */
class WebhooksUnderTest {
  stand!: WebhookStand;
  receiver!: TestReceiver;

  idsSeen(): unknown[] {
    return this.receiver.received.map(({ headers }) => headers['webhook-id']);
  }

  eventsSeen(): unknown[] {
    return this.receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  }

  /** Oldest first. */
  async statesOf(subscription: string): Promise<string[]> {
    const rows = await this.stand.list.list(subscription, { limit: 100 });
    return rows.map(({ state }) => state).toReversed();
  }

  /** Everything up to the position has been dealt with. */
  async done(subscription: string, position: number): Promise<void> {
    const read = async (): Promise<number | undefined> => (await this.stand.cursorOf(subscription))?.position;
    await eventually(`everything up to ${position} is dealt with`, read, (reached) => reached === position);
  }

  /** So many requests have come. */
  async requests(count: number): Promise<void> {
    await eventually(
      `${count} requests`,
      () => this.receiver.received.length,
      (seen) => seen >= count,
    );
  }
}

export function webhooksUnderTest(): WebhooksUnderTest {
  const on = new WebhooksUnderTest();
  Logger.overrideLogger(false);
  beforeAll(async () => {
    on.stand = await WebhookStand.open();
  });
  afterAll(() => on.stand.close());
  beforeEach(async () => {
    on.receiver = await new TestReceiver().start();
  });
  afterEach(async () => {
    on.receiver.release();
    await on.stand.stopSenders();
    on.stand.deliveries.fault = undefined;
    await on.receiver.stop();
  });
  return on;
}
