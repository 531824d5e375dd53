import { Logger } from '@nestjs/common';
import { TestReceiver } from './test-receiver.builder.ts';
import { WebhookStand } from './webhook-stand.builder.ts';

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

  /** Whether everything up to the position has been dealt with. */
  done(subscription: string, position: number) {
    return async (): Promise<boolean> => (await this.stand.laneOf(subscription))?.position === position;
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
