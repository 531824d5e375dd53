import type { Kafka } from '#libs/kafka';
import { type BackOff, pause, pauseAfter, withTimeLimit } from '#libs/service-kit';
import { advance, stamped, type Cursor } from './cursor.rules.ts';
import { ledgerOf } from './ledger.rules.ts';
import { Publisher } from './publisher.ts';
import { type OutboxRow, RelaySession } from './relay-session.ts';

export interface RelayOptions {
  /** A dedicated connection is opened with it; it must not lead through a transaction-mode pooler. */
  readonly databaseUrl: string;
  readonly kafka: Kafka;
  readonly topic: string;
  /** How many partitions the topic is to have; fewer are told of, and written to all the same. */
  readonly partitions?: number;
  /** Most rows per batch; 1000 unless given. */
  readonly batchSize?: number;
  /** How late an event is published whose process died after the commit, before it told; 5 s unless given. */
  readonly idleMs?: number | undefined;
  /** Told of every change worth a log line; never sees a key or payload. */
  readonly report?: (notice: RelayNotice) => void;
}

export type RelayNotice =
  | { readonly kind: 'leading' | 'standing-by' | 'stopped' }
  | { readonly kind: 'few-partitions'; readonly partitions: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryInMs: number }
  | { readonly kind: 'published'; readonly events: number };

const IDLE_MS = 5_000;
/** An open gap may be filled by somebody who dies before telling, and keeps the saved cursor long. */
const GAP_MS = 20;
const STANDBY_MS = 400;
const BACK_OFF: BackOff = { firstMs: 100, factor: 2, maxMs: 2_000, jitter: 0.2 };
/** Longer than Kafka's own limits, which kafkajs tries several times. */
const OPEN_MS = 20_000;
const ACK_MS = 60_000;
const CLOSE_MS = 5_000;
/** How long a stop waits for the rows that are already committed. */
const DRAIN_MS = 5_000;

/**
 * Brings committed outbox rows to Kafka: at least once, in order per key. Any failure ends the term (connection,
 * lock and producer together) and a new one begins after a pause, for ever; nothing is lost because the cursor is
 * saved only after the broker's acknowledgement.
 */
export class Relay {
  private readonly options: RelayOptions;
  private readonly batchSize: number;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private drainUntil = Infinity;
  private failures = 0;
  private leading = false;
  private woken = new AbortController();

  constructor(options: RelayOptions) {
    this.options = options;
    this.batchSize = options.batchSize ?? 1_000;
  }

  /** True while this process brings events to Kafka. */
  get isLeading(): boolean {
    return this.leading;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Something was committed: the next poll follows at once, or after the one under way. */
  wake(): void {
    this.woken.abort();
  }

  /** Publishes what is already committed, as far as that is possible in a few seconds, and ends. */
  async stop(): Promise<void> {
    this.drainUntil = Math.min(this.drainUntil, Date.now() + DRAIN_MS);
    this.stopping.abort();
    this.wake();
    await withTimeLimit(DRAIN_MS, 'The last drain', async () => this.running).catch(() => undefined);
  }

  private async run(): Promise<void> {
    // A fault during the last drain is tried again like any other, until the patience of the stop is over.
    // by hand: keeps lock, connection and batches over many polls
    for (let failed = false; failed ? Date.now() < this.drainUntil : !this.stopping.signal.aborted;) {
      try {
        failed = false;
        await this.term();
      } catch (error) {
        failed = true;
        const retryInMs = Math.round(pauseAfter(++this.failures, BACK_OFF));
        this.report({ kind: 'failed', error, retryInMs });
        await (this.stopping.signal.aborted ? pause(BACK_OFF.firstMs) : this.pause(retryInMs));
      }
    }
    this.report({ kind: 'stopped' });
  }

  private async term(): Promise<void> {
    const session = new RelaySession(this.options.databaseUrl, () => this.wake());
    const publisher = new Publisher(this.options.kafka, this.options.topic);
    try {
      await session.open();
      if (!(await this.lead(session))) return;
      const partitions = await withTimeLimit(OPEN_MS, 'Reaching Kafka', () => publisher.open());
      if (partitions < (this.options.partitions ?? 1)) this.report({ kind: 'few-partitions', partitions });
      const cursor = await session.takeOver();
      this.leading = true;
      await this.relay(session, publisher, cursor);
    } finally {
      this.leading = false;
      const close = () => Promise.allSettled([session.close(), publisher.close()]);
      await withTimeLimit(CLOSE_MS, 'Closing', close).catch(() => undefined);
    }
  }

  private async lead(session: RelaySession): Promise<boolean> {
    // by hand: the lock is asked for on the connection that is to lead
    for (let first = true; first || !this.stopping.signal.aborted; first = false) {
      if (await session.tryLead()) {
        this.report({ kind: 'leading' });
        return true;
      }
      if (first) this.report({ kind: 'standing-by' });
      await this.pause(STANDBY_MS);
    }
    return false;
  }

  /** Reads and prepares the next batch while the previous one is being acknowledged and saved. */
  private async relay(session: RelaySession, publisher: Publisher, start: Cursor): Promise<void> {
    let cursor = start;
    let underWay: Promise<Saved | undefined> = Promise.resolve(undefined);
    try {
      // by hand: a batch is under way while the next is read
      for (;;) {
        const isAfterStop = this.stopping.signal.aborted;
        this.woken = new AbortController();
        const poll = await orFailure(session.poll(cursor, this.batchSize), underWay);
        const step = advance(cursor, poll);
        const requests = publisher.prepare(step.publish);
        const saved = await underWay;
        cursor = saved ? stamped(step.cursor, saved.high, saved.by) : step.cursor;
        if (requests.length > 0 && Date.now() < this.drainUntil) {
          underWay = this.deliver(session, publisher, { rows: step.publish, requests, cursor });
          continue;
        }
        underWay = Promise.resolve(undefined);
        // A poll that began earlier may have seen nothing of what was committed before the stop.
        if (isAfterStop) return;
        const { idleMs = IDLE_MS } = this.options;
        await pause(cursor.gaps.length > 0 ? GAP_MS : idleMs, this.woken.signal);
      }
    } finally {
      await Promise.allSettled([underWay]);
    }
  }

  private async deliver(
    session: RelaySession,
    publisher: Publisher,
    { rows, requests, cursor }: Batch,
  ): Promise<Saved> {
    const sent = withTimeLimit(ACK_MS, 'A batch', () => publisher.publish(requests, () => !session.lost));
    const entries = ledgerOf(rows);
    await sent;
    const by = await session.save(cursor, entries);
    this.failures = 0;
    this.report({ kind: 'published', events: rows.length });
    return { high: cursor.high, by };
  }

  private report(notice: RelayNotice): void {
    this.options.report?.(notice);
  }

  private pause(ms: number): Promise<void> {
    return pause(ms, this.stopping.signal);
  }
}

interface Batch {
  readonly rows: readonly OutboxRow[];
  readonly requests: ReturnType<Publisher['prepare']>;
  readonly cursor: Cursor;
}

interface Saved {
  readonly high: number;
  readonly by: number;
}

/** The work's result, or the other's failure as soon as it fails. */
const orFailure = <T>(work: Promise<T>, other: Promise<unknown>): Promise<T> =>
  Promise.race([work, other.then(() => work)]);
