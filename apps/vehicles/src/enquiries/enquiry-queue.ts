import type { DataSource, EntityManager } from 'typeorm';
import { type BackOff, pauseAfter } from '#libs/service-kit';

/** An enquiry is never given up, because the case needs it. */
const BACK_OFF: BackOff = { firstMs: 500, factor: 2, maxMs: 5 * 60_000, jitter: 0.2 };

/** An enquiry that this process works on until its lease ends. */
export interface Claim {
  /** Id of the case, or of the event. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
}

interface Table {
  readonly name: 'case_enquiries' | 'fleet_enquiries';
  readonly key: 'case_id' | 'event_id';
}

/**
 * Enquiries that wait for an answer. A claim is a lease: no transaction stays open while another service is asked, and
 * what a killed process had claimed is due again when the lease ends. The attempt is the fencing token: who was
 * overtaken settles nothing.
 */
export class EnquiryQueue {
  constructor(
    private readonly source: DataSource,
    private readonly table: Table,
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

  /** In the transaction of the answer; false where the lease ended and another process has it, or the case is closed. */
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
