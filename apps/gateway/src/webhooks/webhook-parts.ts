import type { Provider, Type } from '@nestjs/common';
import { CALLBACKS } from '../following/callbacks.ts';
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
import { requireSafeLoopback, type WebhookConfig } from './webhook.config.ts';
import { WebhookMetrics } from './webhook.metrics.ts';
import { SENDER_SETTINGS, type SenderSettings, WebhookSender } from './webhook-sender.service.ts';

export const webhookControllers: Type[] = [CallbackController, DeliveryController];

/** Three deadlines of an attempt: a sender that lives renews in time. */
const LEASE_MS = 30_000;
const POLL_MS = 250;

/** @throws a plain Error where WEBHOOK_LOOPBACK=allow is not safe */
export function webhookProviders(config: WebhookConfig, host: string): Provider[] {
  requireSafeLoopback(config, host);
  const settings: SenderSettings = {
    network: callbackNetwork(config),
    schedule: RETRIES,
    leaseMs: LEASE_MS,
    pollMs: POLL_MS,
  };
  return [
    { provide: SECRET_BOX, useValue: new SecretBox(Buffer.from(config.webhookSecretKey, 'base64url')) },
    { provide: SENDER_SETTINGS, useValue: settings },
    CallbackStore,
    { provide: CALLBACKS, useExisting: CallbackStore },
    CallbackService,
    SecretStore,
    DeliveryStore,
    DeliveryService,
    DeliveryRetention,
    LeaseStore,
    ProgressStore,
    WebhookMetrics,
    WebhookSender,
  ];
}
