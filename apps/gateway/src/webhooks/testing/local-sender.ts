import type { Pool } from 'pg';
import {
  LeaseStore,
  mayCall,
  ReceiverStore,
  type SecretBox,
  type SenderOptions,
  type WebhookNetwork,
  WebhookSender,
} from '#libs/webhooks';
import { FeedWebhooks } from '../feed-webhooks.ts';
import type { FeedAsItStands } from './feed-as-it-stands.ts';

const network: WebhookNetwork = {
  resolve: () => Promise.resolve([]),
  mayCall: mayCall(true),
  deadlineMs: 60_000,
};

export type SenderSettings = Pick<SenderOptions, 'network' | 'schedule' | 'leaseMs' | 'pollMs'>;

/** Everything soon, and patience without end. */
export const FAST: SenderSettings = {
  network,
  schedule: { firstMs: 30, factor: 1, maxMs: 30, jitter: 0, attempts: 500 },
  leaseMs: 120_000,
  pollMs: 20,
};

/** A running sender without an application around it. */
export function localSender(
  pool: Pool,
  box: SecretBox,
  feed: FeedAsItStands,
  settings: SenderSettings,
): WebhookSender {
  const sender = new WebhookSender({
    ...settings,
    leases: new LeaseStore(pool),
    receivers: new ReceiverStore(pool, box),
    source: new FeedWebhooks(pool, feed),
  });
  sender.start();
  return sender;
}
