import { type DynamicModule, Inject, Injectable, Logger, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Kafka } from '#libs/kafka';
import { Background, BackgroundModule, type BackOff, HOT_POOL, METRICS_POOL, pause } from '#libs/service-kit';
import { appended, tellRelay } from './append-events.ts';
import { OutboxMetrics } from './outbox.metrics.ts';
import { type Removal, removeOldDays } from './outbox-retention.ts';
import { Relay, type RelayNotice, type RelayOptions } from './relay.ts';

export interface OutboxOptions {
  readonly topic: string;
  /** Connects as the app role; the relay opens a connection of its own. */
  readonly databaseUrl: string;
  readonly kafka: Kafka;
  /** Full days that published events stay in the table; {@link KEEP_DAYS} unless given. */
  readonly keepDays?: number | undefined;
  readonly idleMs?: RelayOptions['idleMs'];
}

/** Long enough to look into a week that went wrong; Kafka keeps the events by its own settings. */
const KEEP_DAYS = 14;

const OPTIONS = Symbol('OutboxOptions');

/** Commits of a process that does not lead are told of together, at most so often. */
const TELL_MS = 10;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const RETENTION_BACK_OFF: BackOff = { firstMs: MINUTE_MS, factor: 1, maxMs: MINUTE_MS, jitter: 0.2 };

/** Relay and retention live with the application; the relay drains after whatever else commits events has ended. */
@Injectable()
class OutboxWork {
  private readonly log = new Logger('OutboxRelay');
  private readonly metrics: OutboxMetrics;

  constructor(
    @Inject(OPTIONS) private readonly options: OutboxOptions,
    @Inject(HOT_POOL) pool: Pool,
    @Inject(METRICS_POOL) measuring: Pool,
    source: DataSource,
    background: Background,
  ) {
    this.metrics = new OutboxMetrics(measuring);
    const report = (notice: RelayNotice): void => {
      this.metrics.notice(notice);
      this.write(notice);
    };
    const relay = new Relay({ ...options, report });
    background.addLast(relay);
    const telling = background.loop({
      name: 'OutboxTelling',
      everyMs: HOUR_MS,
      hasLastRun: true,
      work: async () => {
        if (relay.isLeading) return relay.wake();
        await tellRelay(pool);
        await pause(TELL_MS);
      },
    });
    appended.hear(source, () => {
      if (relay.isLeading) relay.wake();
      else telling.nudge();
    });
    background.loop({
      name: 'OutboxRetention',
      everyMs: HOUR_MS,
      backOff: RETENTION_BACK_OFF,
      work: (signal) => this.removeOldDays(signal),
    });
  }

  private async removeOldDays(signal: AbortSignal): Promise<number> {
    const { databaseUrl, keepDays = KEEP_DAYS } = this.options;
    const removals = await removeOldDays(databaseUrl, keepDays, signal);
    this.metrics.removals(removals);
    for (const removal of removals) this.writeRemoval(removal);
    return removals.some(({ verdict }) => verdict === 'busy') ? MINUTE_MS : HOUR_MS;
  }

  private write(notice: RelayNotice): void {
    if (notice.kind === 'published') return;
    if (notice.kind === 'failed') {
      const { retryInMs, error } = notice;
      this.log.warn({ msg: 'the relay stopped and tries again', retryInMs, err: error });
      return;
    }
    this.log.log(`The relay is ${notice.kind}.`);
  }

  private writeRemoval({ day, verdict, held, expected }: Removal): void {
    if (verdict === 'busy') return;
    if (verdict === 'removed') {
      this.log.log(`The outbox of ${day} was removed: ${held} events, all published.`);
      return;
    }
    this.log.error(
      `The outbox of ${day} is kept (${verdict}): ${held} events, ${expected} entered as published.`,
    );
  }
}

@Module({})
export class OutboxModule {
  /** Needs `databaseModule` of the service kit: for its metrics, and to hear of commits. */
  static for(options: OutboxOptions): DynamicModule {
    return {
      module: OutboxModule,
      imports: [BackgroundModule],
      providers: [{ provide: OPTIONS, useValue: options }, OutboxWork],
    };
  }
}
