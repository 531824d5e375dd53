import {
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import { OutboxMetrics } from './outbox.metrics.ts';
import { Relay, type RelayNotice } from './relay.ts';

export interface OutboxOptions {
  readonly topic: string;
  /** Connects as the app role; the relay opens a connection of its own. */
  readonly databaseUrl: string;
  readonly kafka: Kafka;
}

const OPTIONS = Symbol('OutboxOptions');

/** Starts the relay with the application and lets it drain after the last request was answered. */
@Injectable()
class RelayLifetime implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('OutboxRelay');
  private readonly relay: Relay;

  constructor(@Inject(OPTIONS) options: OutboxOptions, @Inject(HOT_POOL) pool: Pool) {
    const metrics = new OutboxMetrics(pool);
    this.relay = new Relay({
      ...options,
      report: (notice) => {
        metrics.notice(notice);
        this.write(notice);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }

  private write(notice: RelayNotice): void {
    if (notice.kind === 'published') return;
    if (notice.kind === 'failed') {
      const cause = notice.error instanceof Error ? notice.error.message : String(notice.error);
      this.log.warn(`The relay stopped and tries again in ${notice.retryInMs} ms: ${cause}`);
      return;
    }
    this.log.log(`The relay is ${notice.kind}.`);
  }
}

@Module({})
export class OutboxModule {
  /** Needs `databaseModule` of the service kit for its metrics. */
  static for(options: OutboxOptions): DynamicModule {
    return { module: OutboxModule, providers: [{ provide: OPTIONS, useValue: options }, RelayLifetime] };
  }
}
