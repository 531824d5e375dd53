import { Inject, Injectable } from '@nestjs/common';
import { deadLetterTopic } from '#libs/contracts';
import {
  AT_REST,
  type Consumer,
  type EachBatchPayload,
  groupConsumer,
  isBrokerOutage,
  type Kafka,
} from '#libs/kafka';
import { Background, pause } from '#libs/service-kit';
import { ConsumerStanding } from '../consumer-standing.rules.ts';
import { KAFKA, SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { unreadableAnnouncements } from './dead-letter.metrics.ts';
import { ProjectionStore } from './projection.store.ts';

const SUFFIX = deadLetterTopic('');
/** A process that was killed holds its partitions for as long; a broker allows no less by default. */
const SESSION_MS = 6_000;
const REDISCOVER_MS = 5_000;

/**
 * Reads every dead-letter topic from its beginning into this service's database, whose position counts: what Kafka
 * knows of the group only shows its lag. Goes on for ever, whatever becomes of broker and database.
 */
@Injectable()
export class DeadLetterReader {
  private readonly positioned = new Set<string>();
  private readonly standing = new ConsumerStanding();

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(SETTINGS) private readonly settings: OperatorSettings,
    private readonly projection: ProjectionStore,
    background: Background,
  ) {
    background.loop({ name: 'DeadLetters', everyMs: 0, work: (signal) => this.read(signal) });
  }

  /** True while reading fails again and again for a reason that is its own. */
  get isStuck(): boolean {
    return this.standing.isStuck(Date.now());
  }

  private async read(signal: AbortSignal): Promise<void> {
    try {
      await this.readUntilTopicsChange(signal);
    } catch (error) {
      if (!isBrokerOutage(error)) this.standing.failed(Date.now());
      throw error;
    }
  }

  /** A consumer's topics are fixed while it runs, so a new one means a new consumer. */
  private async readUntilTopicsChange(signal: AbortSignal): Promise<void> {
    const admin = this.kafka.admin();
    const { promise: fault, reject } = Promise.withResolvers<never>();
    const crash = new AbortController();
    fault.catch(() => crash.abort());
    const consumer = groupConsumer(this.kafka, {
      groupId: this.settings.operator.projectionGroup,
      ...AT_REST,
      sessionTimeout: SESSION_MS,
      retry: { retries: 3 },
      onCrash: reject,
    });
    try {
      await admin.connect();
      const topics = await deadLetterTopicsOf(admin);
      await Promise.race([this.start(consumer, topics, reject), fault]);
      // by hand: the run of a loop, and ends with it
      do {
        await pause(REDISCOVER_MS, AbortSignal.any([signal, crash.signal]));
        if (crash.signal.aborted) await fault;
      } while (!signal.aborted && same(topics, await deadLetterTopicsOf(admin)));
    } finally {
      await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
    }
  }

  private async start(
    consumer: Consumer,
    topics: readonly string[],
    reject: (fault: unknown) => void,
  ): Promise<void> {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.positioned.clear();
      this.seekAll(consumer, payload.memberAssignment).catch(reject);
    });
    if (topics.length === 0) return;
    // Known at 0 from the start, so that the first one is seen to be more.
    for (const topic of topics) unreadableAnnouncements.inc({ topic }, 0);
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.take(consumer, payload),
    });
  }

  /** Kafka may have kept a later position than our database has: after a restore from backup, for instance. */
  private async seekAll(consumer: Consumer, assignment: Readonly<Record<string, number[]>>): Promise<void> {
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) await this.seek(consumer, topic, partition);
    }
  }

  private async seek(consumer: Consumer, topic: string, partition: number): Promise<void> {
    const position = await this.projection.position(topic, partition);
    consumer.seek({ topic, partition, offset: position.toString() });
    this.positioned.add(`${topic}/${partition}`);
  }

  private async take(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    if (payload.isStale() || !payload.isRunning()) return;
    const { batch } = payload;
    const { topic, partition } = batch;
    const last = BigInt(batch.lastOffset());
    // Fetched before the partition was sought; what lies before it must not be passed over.
    if (!this.positioned.has(`${topic}/${partition}`)) {
      await this.seek(consumer, topic, partition);
      return;
    }
    const unreadable = await this.projection.apply({
      topic,
      partition,
      nextOffset: last + 1n,
      messages: batch.messages,
    });
    this.standing.succeeded();
    if (unreadable > 0) unreadableAnnouncements.inc({ topic }, unreadable);
    payload.resolveOffset(batch.lastOffset());
  }
}

async function deadLetterTopicsOf(admin: { listTopics(): Promise<string[]> }): Promise<readonly string[]> {
  return (await admin.listTopics()).filter((name) => name.endsWith(SUFFIX)).sort();
}

const same = (some: readonly string[], others: readonly string[]): boolean => some.join() === others.join();
