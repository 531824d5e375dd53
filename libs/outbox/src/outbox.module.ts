import {
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Pool } from 'pg';
import type { Kafka } from '#libs/kafka';
import { HOT_POOL } from '#libs/service-kit';
import { OutboxMetrics } from './outbox.metrics.ts';
import { OutboxRetention, type Removal } from './outbox-retention.ts';
import { Relay, type RelayNotice } from './relay.ts';

export interface OutboxOptions {
  readonly topic: string;
  /** Connects as the app role; the relay opens a connection of its own. */
  readonly databaseUrl: string;
  readonly kafka: Kafka;
  /** Full days that published events stay in the table; {@link KEEP_DAYS} unless given. */
  readonly keepDays?: number | undefined;
}

/** Long enough to look into a week that went wrong; Kafka keeps the events by its own settings. */
const KEEP_DAYS = 14;

const OPTIONS = Symbol('OutboxOptions');

/** Relay and retention live with the application; the relay drains after the last request was answered. */
@Injectable()
class RelayLifetime implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('OutboxRelay');
  private readonly relay: Relay;
  private readonly retention: OutboxRetention;

  constructor(@Inject(OPTIONS) options: OutboxOptions, @Inject(HOT_POOL) pool: Pool) {
    const metrics = new OutboxMetrics(pool);
    this.relay = new Relay({
      ...options,
      report: (notice) => {
        metrics.notice(notice);
        this.write(notice);
      },
    });
    this.retention = new OutboxRetention({
      databaseUrl: options.databaseUrl,
      keepDays: options.keepDays ?? KEEP_DAYS,
      report: (removals) => {
        metrics.removals(removals);
        for (const removal of removals) this.writeRemoval(removal);
      },
      failed: (error) => this.log.warn(`Old days of the outbox could not be judged: ${causeOf(error)}`),
    });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
    this.retention.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.retention.stop()]);
  }

  private write(notice: RelayNotice): void {
    if (notice.kind === 'published') return;
    if (notice.kind === 'failed') {
      this.log.warn(`The relay stopped and tries again in ${notice.retryInMs} ms: ${causeOf(notice.error)}`);
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

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

@Module({})
export class OutboxModule {
  /** Needs `databaseModule` of the service kit for its metrics. */
  static for(options: OutboxOptions): DynamicModule {
    return { module: OutboxModule, providers: [{ provide: OPTIONS, useValue: options }, RelayLifetime] };
  }
}
