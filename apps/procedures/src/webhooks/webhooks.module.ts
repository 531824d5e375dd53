import { type DynamicModule, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { Background, BackgroundModule, HOT_POOL, HttpConfig } from '#libs/service-kit';
import {
  callbackNetwork,
  LeaseStore,
  ReceiverStore,
  requireSafeLoopback,
  RETRIES,
  SecretBox,
  WebhookConfig,
  WebhookSender,
} from '#libs/webhooks';
import { SubmissionStore } from '../submissions/index.ts';
import { CallbackController } from './callback.controller.ts';
import { SubmissionWebhooks } from './submission-webhooks.ts';

/** Three deadlines of an attempt: a sender that lives renews in time. */
const LEASE_MS = 30_000;
/** How late a retry is. An event is heard of. */
const POLL_MS = 2_000;

/** Submissions and decisions are told to the own systems of authorities. */
@Module({})
export class WebhooksModule {
  /** @param submissions the module of the submissions */
  static of(submissions: DynamicModule): DynamicModule {
    return {
      module: WebhooksModule,
      imports: [BackgroundModule, submissions],
      controllers: [CallbackController],
      providers: [
        SubmissionWebhooks,
        {
          provide: ReceiverStore,
          useFactory: (pool: Pool, { webhookSecretKey }: WebhookConfig) =>
            new ReceiverStore(pool, new SecretBox(Buffer.from(webhookSecretKey, 'base64url'))),
          inject: [HOT_POOL, WebhookConfig],
        },
        {
          provide: WebhookSender,
          useFactory: webhookSender,
          inject: [
            Background,
            HOT_POOL,
            ReceiverStore,
            SubmissionWebhooks,
            WebhookConfig,
            HttpConfig,
            SubmissionStore,
          ],
        },
      ],
    };
  }
}

function webhookSender(
  background: Background,
  pool: Pool,
  receivers: ReceiverStore,
  source: SubmissionWebhooks,
  config: WebhookConfig,
  http: HttpConfig,
  submissions: SubmissionStore,
): WebhookSender {
  requireSafeLoopback(config, http);
  const sender = new WebhookSender({
    leases: new LeaseStore(pool),
    receivers,
    source,
    network: callbackNetwork(config),
    schedule: RETRIES,
    leaseMs: LEASE_MS,
    pollMs: POLL_MS,
  });
  background.add(sender);
  submissions.told.hear(submissions.source, () => sender.nudge());
  return sender;
}
