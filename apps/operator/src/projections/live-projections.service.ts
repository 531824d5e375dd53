import { setTimeout as delay } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Pool } from 'pg';
import { changeTopic, registerNames } from '#libs/contracts';
import { isBrokerOutage, type Kafka, topicExists, withAdmin } from '#libs/kafka';
import { ConsumerStanding } from '../consumer-standing.rules.ts';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { LiveProjection } from './live-projection.ts';
import { skippedEvents, stuckProjections } from './projection.metrics.ts';

const RETRY_MS = 3_000;
/** Offsets that one line of the log names. */
const NAMED = 20;
/** Longer than a rebuilt generation takes to take over, during which live updates wait. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Runs the live projection of every register's topic, for ever: a missing topic or a broker that is away is waited for. */
@Injectable()
export class LiveProjections implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('LiveProjections');
  private readonly stopping = new AbortController();
  private readonly pool: Pool;
  private readonly standings = new Map<string, ConsumerStanding>();
  private running: Promise<unknown> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: OperatorSettings,
    @Inject(KAFKA) private readonly kafka: Kafka,
  ) {
    this.pool = new Pool({
      connectionString: settings.database.databaseUrl,
      max: registerNames.length,
      application_name: 'operator-projection',
      statement_timeout: STATEMENT_TIMEOUT_MS,
    });
    this.pool.on('error', () => undefined);
  }

  /** True while a projection fails again and again for a reason that is its own. */
  get isStuck(): boolean {
    return [...this.standings.values()].some((standing) => standing.isStuck(Date.now()));
  }

  onApplicationBootstrap(): void {
    this.running = Promise.all(registerNames.map((register) => this.keepRunning(changeTopic(register))));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.pool.end();
  }

  private async keepRunning(topic: string): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (await withAdmin(this.kafka, (admin) => topicExists(admin, topic))) await this.runOnce(topic);
      } catch (error) {
        this.logger.warn({ err: error, topic, retryInMs: RETRY_MS });
        if (!isBrokerOutage(error)) this.standing(topic).failed(Date.now());
        stuckProjections.set({ topic }, this.standing(topic).isStuck(Date.now()) ? 1 : 0);
      }
      await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Until the consumer crashes or the service ends. */
  private async runOnce(topic: string): Promise<void> {
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    const groupId = `${this.settings.operator.projectionGroup}.${topic}`;
    const live = new LiveProjection({
      ...{ kafka: this.kafka, pool: this.pool, topic, groupId, onCrash: reject },
      onApplied: (partition, skipped) => this.applied(topic, partition, skipped),
    });
    const { signal } = this.stopping;
    signal.addEventListener('abort', () => resolve(), { once: true });
    try {
      await Promise.race([live.start().then(() => ended), ended]);
    } finally {
      await live.stop();
    }
  }

  private applied(topic: string, partition: number, skipped: readonly string[]): void {
    this.standing(topic).succeeded();
    stuckProjections.set({ topic }, 0);
    if (skipped.length === 0) return;
    skippedEvents.inc({ topic }, skipped.length);
    const offsets = skipped.slice(0, NAMED);
    this.logger.warn({
      msg: 'records that are no change events',
      topic,
      partition,
      offsets,
      count: skipped.length,
    });
  }

  private standing(topic: string): ConsumerStanding {
    const standing = this.standings.get(topic) ?? new ConsumerStanding();
    this.standings.set(topic, standing);
    return standing;
  }
}
