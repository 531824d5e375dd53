import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { changeTopic, registerNames } from '#libs/contracts';
import { isBrokerOutage, type Kafka, topicExists, withAdmin } from '#libs/kafka';
import { Background, createPool } from '#libs/service-kit';
import { ConsumerStanding } from '../consumer-standing.rules.ts';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { LiveProjection } from './live-projection.ts';
import { skippedEvents, stuckProjections } from './projection.metrics.ts';

/** How soon a consumer that has ended begins anew, and a topic that is missing is looked for again. */
const AGAIN_MS = 3_000;
/** Offsets that one line of the log names. */
const NAMED = 20;
/** Longer than a rebuilt generation takes to take over, during which live updates wait. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Runs the live projection of every register's topic, for ever: a missing topic or a broker that is away is waited for. */
@Injectable()
export class LiveProjections {
  private readonly logger = new Logger('LiveProjections');
  private readonly pool: Pool;
  private readonly standings = new Map<string, ConsumerStanding>();

  constructor(
    @Inject(SETTINGS) private readonly settings: OperatorSettings,
    @Inject(KAFKA) private readonly kafka: Kafka,
    background: Background,
  ) {
    this.pool = createPool(settings.database, 'operator-projection', {
      size: registerNames.length,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    });
    for (const topic of registerNames.map(changeTopic))
      background.loop({
        name: `projection of ${topic}`,
        everyMs: AGAIN_MS,
        work: (signal) => this.keepRunning(topic, signal),
      });
    background.addLast({ stop: () => this.pool.end() });
  }

  /** True while a projection fails again and again for a reason that is its own. */
  get isStuck(): boolean {
    return [...this.standings.values()].some((standing) => standing.isStuck(Date.now()));
  }

  private async keepRunning(topic: string, signal: AbortSignal): Promise<void> {
    try {
      if (await withAdmin(this.kafka, (admin) => topicExists(admin, topic)))
        await this.runOnce(topic, signal);
    } catch (error) {
      if (!isBrokerOutage(error)) this.standing(topic).failed(Date.now());
      stuckProjections.set({ topic }, this.standing(topic).isStuck(Date.now()) ? 1 : 0);
      throw error;
    }
  }

  /** Until the consumer crashes or the service ends. */
  private async runOnce(topic: string, signal: AbortSignal): Promise<void> {
    // Known at 0 from the start, so that the first one is seen to be more.
    skippedEvents.inc({ topic }, 0);
    const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
    const groupId = `${this.settings.operator.projectionGroup}.${topic}`;
    const live = new LiveProjection({
      ...{ kafka: this.kafka, pool: this.pool, topic, groupId, onCrash: reject },
      onApplied: (partition, skipped) => this.applied(topic, partition, skipped),
    });
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
