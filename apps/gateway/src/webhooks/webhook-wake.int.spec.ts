import { DataSource } from 'typeorm';
import { register } from 'prom-client';
import { Background, HOT_POOL, HttpConfig } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { ReceiverStore, WebhookConfig, WebhookSender } from '#libs/webhooks';
import { FeedStore } from '../following/index.ts';
import { ANNA } from '../testing/demo-gateway.ts';
import { FeedWebhooks } from './feed-webhooks.ts';
import { HOOK, webhookGateway } from './testing/webhook-gateway.ts';
import { webhookSender } from './webhooks.module.ts';

const NEVER_MS = 3_600_000;
const on = webhookGateway();

async function lastLook(): Promise<number | undefined> {
  const gauge = await register.getSingleMetric('einmal_background_last_success_timestamp_seconds')?.get();
  return gauge?.values.find(({ labels }) => labels['task'] === 'webhooks')?.value;
}

it('the sender hears of an event that is committed, and need not look for it', async () => {
  const { app } = on.gateway.inner;
  await app.get(WebhookSender).stop();
  register.getSingleMetric('einmal_background_last_success_timestamp_seconds')?.reset();
  const background = new Background();
  webhookSender(
    background,
    app.get(HOT_POOL),
    app.get(ReceiverStore),
    app.get(FeedWebhooks),
    app.get(WebhookConfig),
    app.get(HttpConfig),
    app.get(FeedStore),
    app.get(DataSource),
    NEVER_MS,
  );
  const id = await on.parking.subscribed({ subjects: [{ reference: 'BPA-1', idnr: ANNA }], callback: HOOK });
  background.onApplicationBootstrap();
  await eventually('the look with which it begins', lastLook);
  await on.parking.handle(on.parking.eventAbout(ANNA));
  await on.settled(on.parking, id, ['DELIVERED']);
  expect(await on.deliveries(on.parking, id)).toHaveLength(1);
  await background.onApplicationShutdown();
});
