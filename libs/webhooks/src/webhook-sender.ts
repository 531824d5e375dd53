import { Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Loop, type Task, withTimeLimit } from '#libs/service-kit';
import { type Outcome, type Transition, transitionAfter } from './attempt.rules.ts';
import { attemptState, type Cursor } from './cursor.ts';
import type { Lease, LeaseStore } from './lease.store.ts';
import type { ReceiverStore } from './receiver.store.ts';
import type { RetrySchedule } from './retry-schedule.ts';
import { signedHeaders } from './secrets.ts';
import type { WebhookNetwork } from './pinned-socket.ts';
import { WebhookClient } from './webhook-client.ts';
import type { NextMessage, WebhookMessage, WebhookSource } from './webhook-source.ts';

export interface SenderOptions {
  readonly leases: LeaseStore;
  readonly receivers: Pick<ReceiverStore, 'signing'>;
  readonly source: WebhookSource;
  readonly network: WebhookNetwork;
  readonly schedule: RetrySchedule;
  /** Longer than any attempt may take; a killed sender's receiver is free again after it. */
  readonly leaseMs: number;
  readonly pollMs: number;
}

/** Receivers served at the same time by one process. */
const MAX_RECEIVERS = 8;
/** One batch: so many cursors of a receiver, so many messages of each, for so long; then others are served. */
const BATCH = { cursors: 50, messages: 50, ms: 15_000 };
/**
 * A stop waits so long for its loop and for requests under way, then cuts them off, and waits for what that costs. Their
 * sum is well under the ten seconds after which a process that was told to end is killed.
 */
const STOP_MS = { loop: 2_000, requests: 3_000, cut: 1_000 };
/** Until a receiver is looked at again that may not be called, and a message that a fault kept back. */
const RECHECK_MS = { receiver: 30_000, message: 5_000 };

const attempts = new Counter({
  name: 'einmal_webhook_attempts_total',
  help: 'Attempts to deliver a webhook, by result: delivered, gone, why it failed, or a fault of ours',
  labelNames: ['result'],
});

/** Sends webhooks; any number of processes may, a receiver has one sender at a time. */
export class WebhookSender implements Task {
  private readonly log = new Logger('Webhooks');
  private readonly batches = new Set<Promise<void>>();
  private readonly clients = new Set<WebhookClient>();
  private readonly stopping = new AbortController();
  private isCut = false;
  private readonly loop: Loop;

  constructor(private readonly options: SenderOptions) {
    this.loop = new Loop({
      name: 'webhooks',
      everyMs: options.pollMs,
      work: () => this.beginBatch(),
      stopMs: STOP_MS.loop,
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Something may be due: looks at once. */
  nudge(): void {
    this.loop.nudge();
  }

  /** Nothing new begins. A request that does not end soon is cut off, and counts against nobody. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
    if (await this.endWithin(STOP_MS.requests)) return;
    this.isCut = true;
    const cut = [...this.clients].map((client) => client.close());
    if (await this.endWithin(STOP_MS.cut, cut)) return;
    this.log.error({ msg: 'still running; leases run out by themselves', batches: this.batches.size });
  }

  private async endWithin(ms: number, also: readonly Promise<void>[] = []): Promise<boolean> {
    return withTimeLimit(ms, 'The end of webhooks', () => Promise.all([...this.batches, ...also])).then(
      () => true,
      () => false,
    );
  }

  private async beginBatch(): Promise<number | undefined> {
    if (this.batches.size >= MAX_RECEIVERS) return undefined;
    const lease = await this.options.leases.claim(this.options.leaseMs);
    if (lease === undefined) return undefined;
    const batch = this.send(lease)
      .catch((error: unknown) => this.fault(error))
      .finally(() => {
        this.batches.delete(batch);
        this.loop.nudge();
      });
    this.batches.add(batch);
    return 0;
  }

  /** One batch of one receiver, one request at a time. A batch that ends in a fault keeps its lease until it runs out. */
  private async send(lease: Lease): Promise<void> {
    const { leases, network } = this.options;
    const client = new WebhookClient(network);
    this.clients.add(client);
    const endMs = performance.now() + BATCH.ms;
    try {
      for (const key of await leases.due(lease, BATCH.cursors)) {
        for (let sent = 0; sent < BATCH.messages; sent++) {
          if (this.stopping.signal.aborted || performance.now() > endMs) return await leases.release(lease);
          const cursor = await leases.renew(lease, key);
          if (cursor === undefined) break;
          const takesMore = await this.attempt(lease, cursor, client);
          if (!takesMore) return;
        }
      }
      await leases.release(lease);
    } finally {
      this.clients.delete(client);
      await client.close();
    }
  }

  private async attempt(lease: Lease, cursor: Cursor, client: WebhookClient): Promise<boolean> {
    const { leases, source, schedule } = this.options;
    const url = await source.addressOf(lease.receiver);
    if (url === undefined) {
      await leases.release(lease, RECHECK_MS.receiver);
      return false;
    }
    // A receiver that failed is reached before anything is judged: no disclosure is recorded for nobody.
    const fault = cursor.failures > 0 ? await client.reach(url) : undefined;
    const next: Outcome | NextMessage = fault ? { kind: 'unreachable', fault } : await this.next(cursor);
    const outcome = next.kind === 'message' ? await this.post(lease, url, next, client) : next;
    if (this.isCut && outcome.kind !== 'answered') {
      await leases.release(lease);
      return false;
    }
    const transition = transitionAfter(attemptState(cursor, next), outcome, schedule, Math.random());
    await leases.record(lease, cursor, transition, next);
    this.report(lease, transition);
    return transition.receiver.pauseMs === undefined && transition.receiver.disabled === undefined;
  }

  private async next({ stream, position, head, redelivery }: Cursor): Promise<NextMessage> {
    try {
      const only = redelivery === 0 ? undefined : redelivery;
      return await this.options.source.next({ stream, after: position, head, only });
    } catch (error) {
      this.fault(error);
      return { kind: 'undecided', waitMs: RECHECK_MS.message };
    }
  }

  private async post(
    lease: Lease,
    url: string,
    { webhookId, body }: WebhookMessage,
    client: WebhookClient,
  ): Promise<Outcome> {
    // Asked for when the message is there: what was judged after a secret had been revoked is never signed with it.
    const secrets = await this.options.receivers.signing(lease);
    if (secrets.length === 0) return { kind: 'undecided', waitMs: RECHECK_MS.message };
    return client.post(url, signedHeaders(webhookId, body, secrets, new Date()), body);
  }

  private report({ receiver }: Lease, { request, receiver: { failed } }: Transition): void {
    const result = (request ?? failed)?.result;
    if (result === undefined) return;
    attempts.inc({ result });
    if (result !== 'delivered') this.log.warn({ msg: 'a receiver did not take a webhook', receiver, result });
  }

  /** No personal data: faults of the database and of programming carry none of an event. */
  private fault(err: unknown): void {
    attempts.inc({ result: 'fault' });
    this.log.error({ msg: 'webhooks wait because of a fault', err });
  }
}
