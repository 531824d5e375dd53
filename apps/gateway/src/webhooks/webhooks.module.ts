import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Background, BackgroundModule, HOT_POOL, HttpConfig, UpkeepModule } from '#libs/service-kit';
import {
  callbackNetwork,
  DeliveryStore,
  LeaseStore,
  ReceiverStore,
  requireSafeLoopback,
  RETRIES,
  SecretBox,
  secretBox,
  SecretUpkeep,
  WebhookConfig,
  WebhookSender,
  type WebhookSource,
} from '#libs/webhooks';
import { FeedStore, FollowingModule } from '../following/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { PreviewsModule } from '../previews/index.ts';
import { RequestsModule } from '../requests/index.ts';
import { FeedWebhooks } from './feed-webhooks.ts';
import { GatewayWebhooks } from './gateway-webhooks.ts';
import { ReleaseCallbackController } from './release-callback.controller.ts';
import { ReleaseCallbacks } from './release-callbacks.service.ts';
import { WebhookUpkeep } from './webhook-upkeep.service.ts';
import { CallbackController, DeliveryController } from './webhooks.controller.ts';
import { WebhooksService } from './webhooks.service.ts';

/** Three deadlines of an attempt: a sender that lives renews in time. */
const LEASE_MS = 30_000;
/** How late a retry is, and what another process was about to send that has died. An event is not: it is heard of. */
const POLL_MS = 2_000;

/** Changes that are sent to the callbacks of those who follow them, and what became of requests and releases. */
@Module({
  imports: [BackgroundModule, FollowingModule, PolicyModule, PreviewsModule, RequestsModule, UpkeepModule],
  controllers: [CallbackController, DeliveryController, ReleaseCallbackController],
  providers: [
    FeedWebhooks,
    GatewayWebhooks,
    ReleaseCallbacks,
    WebhooksService,
    WebhookUpkeep,
    SecretUpkeep,
    { provide: DeliveryStore, useFactory: (pool: Pool) => new DeliveryStore(pool), inject: [HOT_POOL] },
    { provide: SecretBox, useFactory: secretBox, inject: [WebhookConfig] },
    {
      provide: ReceiverStore,
      useFactory: (pool: Pool, box: SecretBox) => new ReceiverStore(pool, box),
      inject: [HOT_POOL, SecretBox],
    },
    {
      provide: WebhookSender,
      useFactory: webhookSender,
      inject: [
        Background,
        HOT_POOL,
        ReceiverStore,
        GatewayWebhooks,
        WebhookConfig,
        HttpConfig,
        FeedStore,
        DataSource,
      ],
    },
  ],
})
export class WebhooksModule {}

/** @throws a plain Error where WEBHOOK_LOOPBACK=allow is not safe */
export function webhookSender(
  background: Background,
  pool: Pool,
  receivers: ReceiverStore,
  source: WebhookSource,
  config: WebhookConfig,
  http: HttpConfig,
  feeds: FeedStore,
  database: DataSource,
  pollMs = POLL_MS,
): WebhookSender {
  requireSafeLoopback(config, http);
  const sender = new WebhookSender({
    leases: new LeaseStore(pool),
    receivers,
    source,
    network: callbackNetwork(config),
    schedule: RETRIES,
    leaseMs: LEASE_MS,
    pollMs,
  });
  background.add(sender);
  feeds.appended.hear(database, () => sender.nudge());
  return sender;
}
