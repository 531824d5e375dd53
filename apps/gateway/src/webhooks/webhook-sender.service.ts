import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { FeedDeliveries } from '../following/index.ts';
import type { CallbackNetwork } from './callback-connection.ts';
import { serveCallback } from './callback-round.ts';
import type { TurnParts } from './callback-turn.ts';
import { type Lease, LeaseStore } from './lease.store.ts';
import { ProgressStore } from './progress.store.ts';
import type { RetrySchedule } from './retry.rules.ts';
import { WebhookMetrics } from './webhook.metrics.ts';

export interface SenderSettings {
  readonly network: CallbackNetwork;
  readonly schedule: RetrySchedule;
  /** Longer than any attempt may take; a killed sender's callback is free again after it. */
  readonly leaseMs: number;
  readonly pollMs: number;
}

/** Injection token of {@link SenderSettings}. */
export const SENDER_SETTINGS = Symbol('SENDER_SETTINGS');

/** Callbacks served at the same time by one process. */
const MOST_AT_ONCE = 8;
const FAULT_PAUSE_MS = 1_000;

/** Sends webhooks as long as the application runs; any number of processes may, a callback has one sender at a time. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Webhooks');
  private readonly stopping = new AbortController();
  private readonly turns = new Set<Promise<void>>();
  private readonly parts: TurnParts;
  private running: Promise<void> | undefined;
  private wake: () => void = () => undefined;

  constructor(
    @Inject(SENDER_SETTINGS) private readonly settings: SenderSettings,
    private readonly leases: LeaseStore,
    progress: ProgressStore,
    @Inject(FeedDeliveries) deliveries: TurnParts['deliveries'],
    metrics: WebhookMetrics,
  ) {
    const { network, schedule } = settings;
    const fault = (error: unknown): void => this.fault(error);
    const report = (result: string, callback: string): void => {
      metrics.attempts.inc({ result });
      if (result !== 'delivered')
        this.log.warn({ msg: 'a callback did not take a delivery', callback, result });
    };
    this.parts = { leases, progress, deliveries, network, schedule, report, fault };
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** What is under way ends by itself within one deadline; nothing new begins. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await Promise.all(this.turns);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const lease = this.turns.size < MOST_AT_ONCE ? await this.claim() : undefined;
      if (lease) this.begin(lease);
      else await this.pause(this.settings.pollMs);
    }
  }

  private async claim(): Promise<Lease | undefined> {
    try {
      return await this.leases.claim(this.settings.leaseMs);
    } catch (error) {
      this.fault(error);
      await this.pause(FAULT_PAUSE_MS);
      return undefined;
    }
  }

  private begin(lease: Lease): void {
    const turn = serveCallback(this.parts, lease, this.stopping.signal)
      .catch((error: unknown) => this.fault(error))
      .finally(() => {
        this.turns.delete(turn);
        this.wake();
      });
    this.turns.add(turn);
  }

  /** No personal data: faults of the database and of programming carry none of an event. */
  private fault(error: unknown): void {
    const cause = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    this.log.error({ msg: 'webhooks wait because of a fault', cause });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
