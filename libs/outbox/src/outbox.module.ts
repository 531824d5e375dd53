import { type DynamicModule, Inject, Injectable, Logger, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { CHANGE_TOPIC_PARTITIONS } from '#libs/contracts';
import { isBrokerOutage, type Kafka, ProduceRefused } from '#libs/kafka';
import {
  Background,
  BackgroundModule,
  HOT_POOL,
  METRICS_POOL,
  noteForOperators,
  pause,
  refusesWrites,
  TimeLimitPassed,
  Upkeep,
  UpkeepModule,
} from '#libs/service-kit';
import { appended, tellRelay } from './append-events.ts';
import { OutboxMetrics } from './outbox.metrics.ts';
import type { Removal } from './outbox-retention.ts';
import { keepOutbox } from './outbox-upkeep.ts';
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
const TELL_MS = 2;
const HOUR_MS = 3_600_000;
/** Longer than the relay pauses before it tries again. */
const RELAY_NOTE_MS = 60_000;

/** Relay and retention live with the application; the relay drains after whatever else commits events has ended. */
@Injectable()
class OutboxWork {
  private readonly log = new Logger('OutboxRelay');
  private readonly metrics: OutboxMetrics;

  constructor(
    @Inject(OPTIONS) options: OutboxOptions,
    @Inject(HOT_POOL) pool: Pool,
    @Inject(METRICS_POOL) measuring: Pool,
    source: DataSource,
    background: Background,
    upkeep: Upkeep,
  ) {
    this.metrics = new OutboxMetrics(measuring);
    const report = (notice: RelayNotice): void => {
      this.metrics.notice(notice);
      this.write(notice);
    };
    const relay = new Relay({ ...options, partitions: CHANGE_TOPIC_PARTITIONS, report });
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
    keepOutbox(upkeep, options.keepDays ?? KEEP_DAYS, (removals) => {
      this.metrics.removals(removals);
      for (const removal of removals) this.writeRemoval(removal);
    });
  }

  private write(notice: RelayNotice): void {
    if (notice.kind === 'published') {
      noteForOperators('relay', undefined);
      return;
    }
    if (notice.kind === 'failed') {
      const { retryInMs, error } = notice;
      const known = refusesWrites(error) ?? kafkaTrouble(error);
      noteForOperators('relay', known, RELAY_NOTE_MS);
      this.log.warn({ msg: known ?? 'the relay stopped and tries again', retryInMs, err: error });
      return;
    }
    if (notice.kind === 'few-partitions') {
      const msg = fewPartitions(notice.partitions);
      noteForOperators('partitions', msg);
      this.log.warn(msg);
      return;
    }
    // Another term looks at the topic anew.
    noteForOperators('partitions', undefined);
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

const DISK_OF_KAFKA = 56;
const UNTIL_THEN = 'Changes wait in the outbox until then';

/** What somebody has to mend at the brokers, who let nothing be published. */
function kafkaTrouble(error: unknown): string | undefined {
  if (error instanceof ProduceRefused && error.code === DISK_OF_KAFKA)
    return `${error.message} Make room there, and start the broker again if it has ended. ${UNTIL_THEN}.`;
  return isBrokerOutage(error) || error instanceof TimeLimitPassed
    ? `Kafka does not answer: look whether its brokers run, and at their disks. ${UNTIL_THEN}.`
    : undefined;
}

const fewPartitions = (partitions: number): string =>
  `The topic of the changes has ${partitions} partitions and is to have ${CHANGE_TOPIC_PARTITIONS}, since no more members of a group can share its work. While it is empty, add some (kafka-topics.sh --alter); later that would mix up the order of what concerns one record: docs/events.md.`;

@Module({})
export class OutboxModule {
  /** Needs `databaseModule` of the service kit: for its metrics, and to hear of commits. */
  static for(options: OutboxOptions): DynamicModule {
    return {
      module: OutboxModule,
      imports: [BackgroundModule, UpkeepModule],
      providers: [{ provide: OPTIONS, useValue: options }, OutboxWork],
    };
  }
}
