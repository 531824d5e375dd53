import { deadLetterHeaders, deadLetterTopic } from '#libs/contracts';
import { type Kafka, keyedProducer, type Message, type Producer } from '#libs/kafka';
import { Loop } from '#libs/service-kit';
import { announcedSql, unannouncedSql } from './inbox.sql.ts';
import type { InboxStore } from './inbox.store.ts';

interface ParkedChange {
  readonly id: string | number;
  readonly origin: string;
  readonly key: string;
  readonly payload: Buffer;
  readonly event_id: string;
  readonly replay_id: string;
  readonly type: string;
  readonly cause_code: string;
  readonly cause: string;
  readonly attempts: number;
  readonly blocks_key: boolean;
  readonly state: string;
  readonly correction_id: string | null;
  readonly correction_outcome: string | null;
  readonly changed: string;
}

const BATCH_SIZE = 200;
/** Finds what another process left unannounced when it died. */
const SWEEP_MS = 5_000;

/** Tells the group's dead letter topic of every change of a parked event, at least once, from the table that holds them. */
export class DeadLetterAnnouncer {
  private readonly producer: Producer;
  private readonly loop: Loop;

  constructor(
    kafka: Kafka,
    private readonly store: InboxStore,
  ) {
    this.producer = keyedProducer(kafka, { retry: { retries: 3 } });
    this.loop = new Loop({
      name: `dead letters of ${store.group}`,
      everyMs: SWEEP_MS,
      work: () => this.announceAll(),
      // What was parked last is told before the process ends.
      hasLastRun: true,
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Something was parked, redriven or discarded. */
  readonly changed = (): void => this.loop.nudge();

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.producer.disconnect().catch(() => undefined);
  }

  private async announceAll(): Promise<void> {
    for (let rows = await this.unannounced(); rows.length > 0; rows = await this.unannounced()) {
      await this.producer.connect();
      const topic = deadLetterTopic(this.store.group);
      await this.producer.send({ topic, acks: -1, messages: this.messagesOf(rows) });
      await this.store.query(announcedSql, [rows.map((row) => row.id), rows.map((row) => row.changed)]);
    }
  }

  private unannounced(): Promise<ParkedChange[]> {
    return this.store.query(unannouncedSql, [this.store.group, BATCH_SIZE]);
  }

  private messagesOf(rows: readonly ParkedChange[]): Message[] {
    return rows.map((row) => ({ key: row.key, value: row.payload, headers: this.headersOf(row) }));
  }

  private headersOf(row: ParkedChange): Record<string, string> {
    const h = deadLetterHeaders;
    return {
      [h.group]: this.store.group,
      [h.state]: row.state.toLowerCase(),
      [h.eventId]: row.event_id,
      ...(row.replay_id !== '' && { [h.replayId]: row.replay_id }),
      [h.type]: row.type,
      [h.causeCode]: row.cause_code,
      [h.cause]: row.cause,
      [h.attempts]: `${row.attempts}`,
      [h.blocksKey]: `${row.blocks_key}`,
      [h.origin]: row.origin,
      [h.at]: new Date(row.changed).toISOString(),
      ...(row.correction_id !== null && {
        [h.correction]: row.correction_id,
        [h.correctionOutcome]: row.correction_outcome ?? '',
      }),
    };
  }
}
