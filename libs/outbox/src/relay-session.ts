import { Client } from 'pg';
import type { Cursor, Gap, Poll } from './cursor.rules.ts';

export interface OutboxRow {
  readonly id: number;
  readonly key: string;
  readonly payload: string;
}

/** Another relay has taken over since; whatever this one still holds is void. */
export class LeadershipLost extends Error {
  constructor() {
    super('Another relay took over the outbox.');
  }
}

/** Session advisory lock of the one relay per database ("outbox" in ASCII). */
const LEADER_LOCK = 0x6f7574626f78;
const PARTITION_DAYS_AHEAD = 14;

interface PollRow {
  readonly xmin: string;
  readonly id: string | null;
  readonly key: string;
  readonly payload: string;
}

/**
 * The relay's own connection: leader lock, fencing epoch, and the cursor's two statements. The lock lives exactly as
 * long as the connection; the epoch makes a save of a deposed relay fail even if it has not noticed yet.
 */
export class RelaySession {
  private readonly client: Client;
  private epoch = 0;

  constructor(databaseUrl: string) {
    this.client = new Client({
      connectionString: databaseUrl,
      application_name: 'outbox-relay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    });
    // A lost connection also fails the statement under way or the next one; without a listener it would end the process.
    this.client.on('error', () => undefined);
  }

  async open(): Promise<void> {
    await this.client.connect();
    // A save lost in a crash of the database only repeats a batch, so it need not wait for the disk.
    await this.client.query('set synchronous_commit = off; set jit = off');
  }

  /** True when this session is now the leader. */
  async tryLead(): Promise<boolean> {
    const lock = await this.client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      LEADER_LOCK,
    ]);
    return lock.rows[0]?.held === true;
  }

  /** Begins a new epoch and reads where the last one got to. */
  async takeOver(): Promise<Cursor> {
    await this.client.query('select outbox_ensure_partitions($1)', [PARTITION_DAYS_AHEAD]);
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
    const found = rows.flatMap(({ id, key, payload }) =>
      id === null ? [] : [{ id: Number(id), key, payload }],
    );
    return { rows: found, limit, xmin: Number(rows[0]?.xmin ?? 0) };
  }

  /** Saves the cursor and answers the transaction id that did it: the stamp of the gaps just saved. */
  async save(cursor: Cursor): Promise<number> {
    const { rows } = await this.client.query<{ saved_by: string }>({
      name: 'outbox-save',
      text: `update outbox_cursor
             set high = $2, gaps = $3, saved_by = pg_current_xact_id(), saved_at = now()
             where epoch = $1 returning saved_by`,
      values: [this.epoch, cursor.high, JSON.stringify(cursor.gaps)],
    });
    if (!rows[0]) throw new LeadershipLost();
    return Number(rows[0].saved_by);
  }

  /** Ends the connection, and with it the lock. */
  async close(): Promise<void> {
    await this.client.end();
  }
}

/** Each part walks the index and stops at the limit, whatever the planner thinks of the number of rows. */
const pollSql = `
  with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text as xmin)
  select snapshot.xmin, found.id, found.key, found.payload
  from snapshot left join lateral (
    select * from (
      select late.id, late.key, late.payload
      from unnest($3::bigint[], $4::bigint[]) as gap (first, last)
      cross join lateral (
        select o.id, o.key, o.payload from outbox o
        where o.id between gap.first and gap.last order by o.id limit $2) as late
      union all
      (select id, key, payload from outbox where id > $1 order by id limit $2)
    ) as candidate
    order by id limit $2
  ) as found on true
  order by found.id`;
