import { type DynamicModule, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { Background, BackgroundModule, HOT_POOL, HttpConfig, UpkeepModule } from '#libs/service-kit';
import {
  callbackNetwork,
  LeaseStore,
  ReceiverStore,
  requireSafeLoopback,
  RETRIES,
  SecretBox,
  secretBox,
  SecretUpkeep,
  WebhookConfig,
  WebhookSender,
} from '#libs/webhooks';
import { SubmissionStore } from '../submissions/index.ts';
import { CallbackController } from './callback.controller.ts';
import { PassingOn } from './passing-on.service.ts';
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
      imports: [BackgroundModule, UpkeepModule, submissions],
      controllers: [CallbackController],
      providers: [
        SubmissionWebhooks,
        SecretUpkeep,
        { provide: SecretBox, useFactory: secretBox, inject: [WebhookConfig] },
        PassingOn,
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
