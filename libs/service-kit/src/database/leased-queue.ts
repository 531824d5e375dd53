import type { DataSource, EntityManager } from 'typeorm';
import { type BackOff, pauseAfter } from '../background/back-off.ts';

/** Nothing in such a queue is ever given up, because what waits for it needs it. */
const BACK_OFF: BackOff = { firstMs: 500, factor: 2, maxMs: 5 * 60_000, jitter: 0.2 };

/** Something that this process works on until its lease ends. */
export interface Claim {
  /** Value of the queue's key. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/** A table with `attempts` and an indexed `due_at`; both names are the program's own. */
export interface QueueTable {
  readonly name: string;
  readonly key: string;
}

/**
 * What waits for the answer of another service. A claim is a lease: no transaction stays open while another service is
 * asked, and what a killed process had claimed is due again when the lease ends. The attempt is the fencing token: who was
 * overtaken settles nothing.
 */
export class LeasedQueue {
  constructor(
    private readonly source: DataSource,
    private readonly table: QueueTable,
    private readonly leaseMs: number,
  ) {}

  claim(limit: number): Promise<readonly Claim[]> {
    const { name, key } = this.table;
    return this.source.query<Claim[]>(
      `with due as (
         select ${key} from ${name} where due_at <= now() order by due_at limit $1 for update skip locked),
       claimed as (
         update ${name} e set attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
         from due where e.${key} = due.${key} returning e.${key} as id, e.attempts as attempt)
       select id, attempt from claimed`,
      [limit, this.leaseMs],
    );
  }

  /** In the transaction of the answer; false where the lease ended and another process has it, or it is gone. */
  async settle(manager: EntityManager, { id, attempt }: Claim): Promise<boolean> {
    const { name, key } = this.table;
    const settled = await manager.query<unknown[]>(
      `with settled as (delete from ${name} where ${key} = $1 and attempts = $2 returning 1) select from settled`,
      [id, attempt],
    );
    return settled.length === 1;
  }

  /** There was no answer: again after a while. */
  async postpone({ id, attempt }: Claim): Promise<void> {
    const { name, key } = this.table;
    await this.source.query(
      `update ${name} set due_at = now() + $3 * interval '1 millisecond' where ${key} = $1 and attempts = $2`,
      [id, attempt, pauseAfter(attempt, BACK_OFF)],
    );
  }
}
