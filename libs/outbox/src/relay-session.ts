import type { Client } from 'pg';
import { databaseClient, lockKeys } from '#libs/service-kit';
import { listenSql } from './append-events.ts';
import type { Cursor, Gap, Poll } from './cursor.rules.ts';
import type { LedgerEntry } from './ledger.rules.ts';
import { keepAliveSql, pollSql, saveSql } from './relay.sql.ts';

export interface OutboxRow {
  readonly id: number;
  readonly key: string;
  readonly payload: string;
  /** Days since 1970-01-01, UTC: the row's place in the ledger. */
  readonly day: number;
}

/** Another relay has taken over since; whatever this one still holds is void. */
export class LeadershipLost extends Error {
  constructor() {
    super('Another relay took over the outbox.');
  }
}

interface PollRow {
  readonly xmin: string;
  readonly id: string | null;
  readonly key: string;
  readonly payload: string;
  readonly day: number;
}

/**
 * The relay's own connection: leader lock, fencing epoch, and the cursor's two statements. The lock lives exactly as
 * long as the connection; the epoch makes a save of a deposed relay fail even if it has not noticed yet.
 */
export class RelaySession {
  private readonly client: Client;
  private epoch = 0;
  private ended = false;

  /** @param told another process has committed events, or this one has */
  constructor(databaseUrl: string, told: () => void = () => undefined) {
    this.client = databaseClient(databaseUrl, {
      application_name: 'outbox-relay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    });
    // A lost connection also fails the statement under way or the next one; without a listener it would end the process.
    this.client.on('error', () => (this.ended = true));
    this.client.on('end', () => (this.ended = true));
    this.client.on('notification', told);
  }

  /** True once the connection is known to be gone, and the leadership with it. */
  get lost(): boolean {
    return this.ended;
  }

  async open(): Promise<void> {
    await this.client.connect();
    // A save lost in a crash of the database only repeats a batch, so it need not wait for the disk.
    await this.client.query(`set synchronous_commit = off; set jit = off; ${keepAliveSql}`);
  }

  /** True when this session is now the leader. */
  async tryLead(): Promise<boolean> {
    const lock = await this.client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${lockKeys.outboxLeader}) as held`,
    );
    return lock.rows[0]?.held === true;
  }

  /** Begins a new epoch and reads where the last one got to; what is committed from now on is told of. */
  async takeOver(): Promise<Cursor> {
    await this.client.query(listenSql);
    const { rows } = await this.client.query<{ epoch: string; high: string; gaps: Gap[]; saved_by: string }>(
      'update outbox_cursor set epoch = epoch + 1 returning epoch, high, gaps, saved_by',
    );
    const row = rows[0];
    if (!row) throw new Error('The outbox has no cursor row.');
    this.epoch = Number(row.epoch);
    const gaps = row.gaps.map((gap) => ({ ...gap, stamp: gap.stamp ?? Number(row.saved_by) }));
    return { high: Number(row.high), gaps };
  }

  /** Reads open gaps and new rows under one snapshot. */
  async poll(cursor: Cursor, limit: number): Promise<Poll<OutboxRow>> {
    const { rows } = await this.client.query<PollRow>({
      name: 'outbox-poll',
      text: pollSql,
      values: [cursor.high, limit, cursor.gaps.map((g) => g.first), cursor.gaps.map((g) => g.last)],
    });
    const found = rows.flatMap(({ id, key, payload, day }) =>
      id === null ? [] : [{ id: Number(id), key, payload, day }],
    );
    return { rows: found, limit, xmin: Number(rows[0]?.xmin ?? 0) };
  }

  /**
   * Saves the cursor and enters what was published into the ledger, in one statement. Answers the transaction id that
   * did it: the stamp of the gaps just saved.
   */
  async save(cursor: Cursor, published: readonly LedgerEntry[]): Promise<number> {
    const { rows } = await this.client.query<{ saved_by: string }>({
      name: 'outbox-save',
      text: saveSql,
      values: [
        this.epoch,
        cursor.high,
        JSON.stringify(cursor.gaps),
        published.map((entry) => entry.day),
        published.map((entry) => entry.events),
        published.map((entry) => `${entry.idSum}`),
        published.map((entry) => `${entry.contentHash}`),
      ],
    });
    if (!rows[0]) throw new LeadershipLost();
    return Number(rows[0].saved_by);
  }

  /** Ends the connection, and with it the lock. */
  async close(): Promise<void> {
    await this.client.end();
  }
}
