import type { Pool } from 'pg';
import type { DigestKey, RepresentationAnswer, RepresentationAsked } from '#libs/contracts';
import { asRefusal } from '../record/database-refusals.ts';
import type { Register } from '../record/register-definition.ts';
import type { RegisterRecord } from '../record/register-record.ts';
import { type PseudonymKeys, pseudonymKeysOf } from '../record/pseudonym-keys.ts';
import { PermitRefused } from '../register.errors.ts';
import type { Disclosures } from './disclosures.ts';

/** Who may act for whom, as far as the register's law lets it say so. Read anew for each question. */
export class Representations<T extends RegisterRecord> {
  private readonly key: DigestKey;

  constructor(
    private readonly register: Pick<Register<T>, 'representation'>,
    private readonly pool: Pool,
    private readonly disclosures: Disclosures<T>,
    keys: PseudonymKeys,
  ) {
    this.key = pseudonymKeysOf(keys).event;
  }

  /** @throws PermitRefused where the register is not asked that, or has answered it; RegisterUnavailable */
  async answer(asked: RepresentationAsked): Promise<RepresentationAnswer> {
    const answer = await this.ask(asked);
    if (answer === undefined) throw new PermitRefused('question');
    return answer;
  }

  private async ask(asked: RepresentationAsked): Promise<RepresentationAnswer | undefined> {
    try {
      const kept = this.disclosures.keptToday() ?? null;
      return await this.register.representation?.(asked, this.pool, kept, this.key);
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

export interface RepresentationLog {
  readonly id: string;
  readonly evidenceType: string;
  readonly subjectKind: string;
  /** Properties that were read. */
  readonly fields: readonly string[];
  readonly outcome: 'EVIDENCE' | 'UNKNOWN' | 'AMBIGUOUS' | 'MISMATCH';
  readonly recordId: string | null;
}

const logSql = `
insert into disclosure_log
  (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome, record_id, recipient)
values ($1, 'person', 'representation', $2, $3, $4, $5, $6, 'PERSON') on conflict (decision_id) do nothing`;

/** No log, no answer. @returns false where the question was answered before */
export async function logRepresentation(database: Pool, row: RepresentationLog): Promise<boolean> {
  const { id, evidenceType, subjectKind, fields, outcome, recordId } = row;
  const values = [id, evidenceType, subjectKind, fields.join(), outcome, recordId];
  return (await database.query(logSql, values)).rowCount === 1;
}
