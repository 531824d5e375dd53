import type { Pool } from 'pg';
import { mayCall } from '../callback-network.ts';
import type { CallbackNetwork } from '../callback-connection.ts';
import type { LeaseStore } from '../lease.store.ts';
import { ProgressStore } from '../progress.store.ts';
import { WebhookMetrics } from '../webhook.metrics.ts';
import { type SenderSettings, WebhookSender } from '../webhook-sender.service.ts';
import type { FeedAsItStands } from './feed-as-it-stands.ts';

const network: CallbackNetwork = {
  resolve: () => Promise.resolve([]),
  mayCall: mayCall(true),
  deadlineMs: 60_000,
};

/** Everything soon, and patience without end. */
export const FAST: SenderSettings = {
  network,
  schedule: { firstMs: 30, factor: 1, mostMs: 30, attempts: 500 },
  leaseMs: 120_000,
  pollMs: 20,
};

/** A running sender without an application around it. */
export function localSender(
  pool: Pool,
  leases: LeaseStore,
  deliveries: FeedAsItStands,
  settings: SenderSettings,
): WebhookSender {
  const metrics = new WebhookMetrics(pool);
  const sender = new WebhookSender(settings, leases, new ProgressStore(pool), deliveries, metrics);
  sender.onApplicationBootstrap();
  return sender;
}
