import type { Client } from 'pg';
import { databaseClient, lockKeys } from '#libs/service-kit';
import type { Position } from './replay-progress.rules.ts';
import { ReplayTakenOver } from './replay.errors.ts';
import { type Replay, replayColumns } from './replay.ts';

/**
 * One runner's hold on one replay: a session advisory lock that lives exactly as long as its connection, and an epoch
 * that makes every write of a deposed runner fail even if it has not noticed yet.
 */
export class ReplayLease {
  readonly client: Client;
  private epoch = 0;

  constructor(
    databaseUrl: string,
    private readonly id: string,
  ) {
    this.client = databaseClient(databaseUrl, {
      application_name: 'operator-replay',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    // A lost connection also fails the statement under way or the next one; without a listener it would end the process.
    this.client.on('error', () => undefined);
  }

  /** @returns whether this is now the only runner of the replay */
  async open(): Promise<boolean> {
    await this.client.connect();
    const { rows } = await this.client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${lockKeys.replay}) as held`,
      [this.id],
    );
    return rows[0]?.held === true;
  }

  /** Begins a new epoch: writes of earlier runners fail from here on. */
  async takeOver(): Promise<Replay> {
    const { rows } = await this.client.query<Replay>(
      `update replay set epoch = epoch + 1 where id = $1 and state in ('running', 'dry-run') returning ${replayColumns}`,
      [this.id],
    );
    if (!rows[0]) throw new ReplayTakenOver();
    this.epoch = rows[0].epoch;
    return rows[0];
  }

  /** Sets columns while the replay runs under this epoch. @throws ReplayTakenOver */
  async set(columns: Readonly<Record<string, unknown>>, state = 'running'): Promise<void> {
    const names = Object.keys(columns);
    const assignments = names.map((name, index) => `${name} = $${index + 4}`).join(', ');
    const { rowCount } = await this.client.query(
      `update replay set ${assignments} where id = $1 and epoch = $2 and state = $3`,
      [this.id, this.epoch, state, ...names.map((name) => asParameter(columns[name]))],
    );
    if (rowCount !== 1) throw new ReplayTakenOver();
  }

  /** Holds the replay in this epoch until the transaction ends; whoever pauses or takes over waits so long. */
  async hold(): Promise<void> {
    const { rowCount } = await this.client.query(
      `select 1 from replay where id = $1 and epoch = $2 and state = 'running' for share`,
      [this.id, this.epoch],
    );
    if (rowCount !== 1) throw new ReplayTakenOver();
  }

  async checkpoints(): Promise<readonly Position[]> {
    const { rows } = await this.client.query<Position>(
      'select partition, next_offset as next, read, selected from replay_checkpoint where replay = $1',
      [this.id],
    );
    return rows;
  }

  /** Of an earlier epoch they change nothing. */
  async saveCheckpoints(positions: readonly Position[]): Promise<void> {
    await this.client.query(
      `insert into replay_checkpoint (replay, partition, next_offset, read, selected)
       select $1, place.* from unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) as place
       where exists (select 1 from replay where id = $1 and epoch = $6)
       on conflict (replay, partition) do update
       set next_offset = excluded.next_offset, read = excluded.read, selected = excluded.selected`,
      [
        this.id,
        positions.map(({ partition }) => partition),
        positions.map(({ next }) => next),
        positions.map(({ read }) => read),
        positions.map(({ selected }) => selected),
        this.epoch,
      ],
    );
  }

  /** Runs `work` in a transaction of this epoch. */
  async transaction<T>(
    work: () => Promise<T>,
    isolation: 'read committed' | 'repeatable read' = 'read committed',
  ): Promise<T> {
    await this.client.query(`begin isolation level ${isolation}`);
    try {
      await this.hold();
      const result = await work();
      await this.client.query('commit');
      return result;
    } catch (error) {
      await this.client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  /** Ends the connection, and with it the lock. */
  async close(): Promise<void> {
    await this.client.end();
  }
}

/** pg would send a JavaScript array as an SQL array; these columns are all jsonb. */
const asParameter = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value;
