import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { tellRelay } from '#libs/outbox';
import { type Admin, kafkaClient } from '#libs/kafka';
import { cpuSeconds } from '../process-cpu.ts';
import { insertEventsSql } from './events.sql.ts';
import { Reader } from './reader.ts';
import type { Lane } from './relay-stand.ts';

/** What one drain of a backlog cost. */
export interface Drain {
  /** From the first event on the topic to the last. */
  readonly perSecond: number;
  /** From the first event on the topic to the last one at a consumer; without one, NaN. */
  readonly endToEndPerSecond: number;
  /** CPU microseconds per event, by process. */
  readonly cpuMicros: Readonly<Record<string, number>>;
}

const ROWS_PER_TRANSACTION = 1_000;
const WRITERS = 4;
const POLL_MS = 30;
/** A relay that needs longer has ended or will not come to an end. */
const GIVE_UP_MS = 180_000;

/** Commits `events` rows, a thousand at a time. */
export async function fill(lane: Lane, events: number): Promise<void> {
  let left = events / ROWS_PER_TRANSACTION;
  const pool = new pg.Pool({ connectionString: lane.appUrl, max: WRITERS });
  const writer = async (): Promise<void> => {
    while (left-- > 0) await pool.query(insertEventsSql, [ROWS_PER_TRANSACTION]);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await tellRelay(pool);
  await pool.end();
}

/**
 * Measures how a relay that begins with `start` brings `events` committed rows to the topic.
 * @param withConsumer lets a kafkajs consumer read along; it takes more CPU time than our relay
 */
export async function drain(
  lane: Lane,
  events: number,
  start: () => Promise<Readonly<Record<string, number>>>,
  withConsumer = false,
): Promise<Drain> {
  const reader = withConsumer ? await Reader.follow(lane) : undefined;
  const topic = await TopicEnd.of(lane);
  const before = await topic.total();
  const processes = await start();
  const first = await topic.after(before + 1);
  const used = cpuOf(processes);
  const [last] = await Promise.all([topic.after(before + events), reader?.until(events)]);
  const consumed = performance.now();
  const cpu = cpuOf(processes);
  await Promise.all([reader?.stop(), topic.close()]);
  const counted = before + events - first.total;
  return {
    perSecond: (counted * 1_000) / (last.at - first.at),
    endToEndPerSecond: reader ? (counted * 1_000) / (consumed - first.at) : Number.NaN,
    cpuMicros: Object.fromEntries(
      Object.keys(processes).map((name) => [name, (((cpu[name] ?? 0) - (used[name] ?? 0)) * 1e6) / counted]),
    ),
  };
}

const cpuOf = (processes: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, cpuSeconds([pid])]));

/** How many events the topic holds: exact, because nobody writes transactions here. */
class TopicEnd {
  private constructor(
    private readonly admin: Admin,
    private readonly topic: string,
  ) {}

  static async of({ bootstrapServers, topic }: Lane): Promise<TopicEnd> {
    const admin = kafkaClient(bootstrapServers, 'topic-end').admin();
    await admin.connect();
    return new TopicEnd(admin, topic);
  }

  async total(): Promise<number> {
    const ends = await this.admin.fetchTopicOffsets(this.topic);
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  }

  async after(wanted: number): Promise<{ at: number; total: number }> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      const total = await this.total();
      if (total >= wanted) return { at: performance.now(), total };
      if (performance.now() > deadline)
        throw new Error(`${this.topic} holds ${total} events, not ${wanted}.`);
      await delay(POLL_MS);
    }
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }
}
