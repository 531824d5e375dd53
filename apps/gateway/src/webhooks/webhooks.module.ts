import { Module } from '@nestjs/common';
import { HttpConfig } from '#libs/service-kit';
import { FollowingModule } from '../following/index.ts';
import { callbackNetwork } from './callback-network.ts';
import { CallbackController } from './callback.controller.ts';
import { CallbackService } from './callback.service.ts';
import { CallbackStore } from './callback.store.ts';
import { DeliveryRetention } from './delivery-retention.service.ts';
import { DeliveryController } from './delivery.controller.ts';
import { DeliveryService } from './delivery.service.ts';
import { DeliveryStore } from './delivery.store.ts';
import { LeaseStore } from './lease.store.ts';
import { ProgressStore } from './progress.store.ts';
import { RETRIES } from './retry.rules.ts';
import { SecretBox } from './secret-box.ts';
import { SECRET_BOX, SecretStore } from './secret.store.ts';
import { requireSafeLoopback, WebhookConfig } from './webhook.config.ts';
import { WebhookMetrics } from './webhook.metrics.ts';
import { SENDER_SETTINGS, type SenderSettings, WebhookSender } from './webhook-sender.service.ts';

/** Three deadlines of an attempt: a sender that lives renews in time. */
const LEASE_MS = 30_000;
const POLL_MS = 250;

/** @throws a plain Error where WEBHOOK_LOOPBACK=allow is not safe */
function senderSettings(config: WebhookConfig, { host }: HttpConfig): SenderSettings {
  requireSafeLoopback(config, host);
  return { network: callbackNetwork(config), schedule: RETRIES, leaseMs: LEASE_MS, pollMs: POLL_MS };
}

/** Changes that are sent to the callbacks of those who follow them. */
@Module({
  imports: [FollowingModule],
  controllers: [CallbackController, DeliveryController],
  providers: [
    {
      provide: SECRET_BOX,
      useFactory: ({ webhookSecretKey }: WebhookConfig) =>
        new SecretBox(Buffer.from(webhookSecretKey, 'base64url')),
      inject: [WebhookConfig],
    },
    { provide: SENDER_SETTINGS, useFactory: senderSettings, inject: [WebhookConfig, HttpConfig] },
    CallbackStore,
    CallbackService,
    SecretStore,
    DeliveryStore,
    DeliveryService,
    DeliveryRetention,
    LeaseStore,
    ProgressStore,
    WebhookMetrics,
    WebhookSender,
  ],
})
export class WebhooksModule {}
