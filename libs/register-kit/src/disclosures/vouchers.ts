import type { Pool } from 'pg';
import { type DigestKey, eventSubject, type Voucher } from '#libs/contracts';
import { type PseudonymKeys, pseudonymKeysOf } from '../record/pseudonym-keys.ts';
import { asRefusal } from '../record/database-refusals.ts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { RegisterRecord } from '../record/register-record.ts';
import type { Register } from '../record/register-definition.ts';
import type { Disclosures } from './disclosures.ts';

/**
 * Vouches for persons whose record is closed elsewhere and kept here, so that a content of before is shown under the locks
 * of today. Tells nothing of why it does not.
 */
export class Vouchers<T extends RegisterRecord> {
  private readonly sql: string | undefined;
  private readonly eventKey: DigestKey;

  constructor(
    private readonly register: Register<T>,
    layout: RecordLayout,
    private readonly pool: Pool,
    keys: PseudonymKeys,
    private readonly disclosures: Disclosures<T>,
  ) {
    const { vouched, lockedWhen = 'false', found } = register;
    this.eventKey = pseudonymKeysOf(keys).event;
    // The column is filled a moment after a registration; what has none yet are few.
    // What is unknown of a lock is no reason to vouch: each condition is judged by itself, and null is none.
    this.sql =
      vouched &&
      `
      select count(*) = 1 and bool_and(coalesce(not coalesce(${lockedWhen}, false) and (${vouched.when}), false)) as vouched
      from (
        select * from ${layout.table} where ${vouched.subjectColumn} = $1
        union all select * from ${layout.table} where ${vouched.subjectColumn} is null and concerns <> '{}') r
      where $2 = any(r.concerns) and ${found?.('r') ?? 'true'} and ($3::text[] is null or r.authority = any($3::text[]))`;
  }

  /** @param citizen pseudonym @throws RegisterUnavailable */
  async of(citizen: string): Promise<Voucher> {
    if (this.sql === undefined) return { vouched: false };
    const subject = eventSubject(this.eventKey, this.register.name, citizen);
    try {
      const values = [subject, citizen, this.disclosures.keptToday() ?? null];
      const { rows } = await this.pool.query<Voucher>(this.sql, values);
      return { vouched: rows[0]?.vouched === true };
    } catch (error) {
      throw asRefusal(error);
    }
  }
}
