import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import type { OutcomeStatus } from '../lookups/index.ts';
import type { GroundKind } from '../policy/index.ts';

export interface DisclosureRow {
  readonly id: string;
  readonly decided_at: Date;
  readonly authority: string;
  readonly authority_name: string | null;
  readonly purpose: string;
  readonly title_de: string | null;
  readonly title_en: string | null;
  readonly evidence_type: string;
  readonly fields: string[];
  readonly basis_kind: GroundKind | null;
  readonly legal_basis: string | null;
  readonly own_consent: string | null;
  readonly refusal: string | null;
  readonly case_reference: string | null;
  readonly status: OutcomeStatus | null;
}

/**
 * Each branch is an index scan that stops at the page's size; ids are time-ordered (UUIDv7). By ranges, as of equality the
 * planner expects few rows, which it would sort; see `alongIndex`. What belongs to a row is looked up row by row: for a join
 * the planner would read all decisions in their order, or all consents of the citizen.
 */
const ofCitizen = (isFirst: boolean): string => `
with mine as (
  (select id from decision where citizen >= $1 and citizen <= $1 ${isFirst ? '' : 'and id < $3'}
    order by citizen, id desc limit $2)
  union
  (select decision_id from concern where citizen >= $1 and citizen <= $1 ${isFirst ? '' : 'and decision_id < $3'}
    order by citizen desc, decision_id desc limit $2)
)
select d.id, d.decided_at, d.authority, a.name as authority_name, d.purpose, p.title_de, p.title_en, d.evidence_type,
  d.fields, d.basis_kind, d.legal_basis, d.refusal, d.case_reference,
  (select case when c.citizen = $1 then c.id end from consent c where c.id = d.consent_id) as own_consent,
  (select o.status from outcome o where o.decision_id = d.id) as status
from mine
cross join lateral (select * from decision where id = mine.id limit 1) d
left join policy_authority a on a.id = d.authority
left join policy_purpose p on p.id = d.purpose
order by d.id desc limit $2`;

/** Every decision that concerns a person: by IDNr, by consent, or because a register named the person as concerned. */
@Injectable()
export class DisclosureStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Newest first. */
  async list(citizen: string, limit: number, after?: string): Promise<readonly DisclosureRow[]> {
    const { rows } = await this.pool.query<DisclosureRow>({
      name: after === undefined ? 'disclosures' : 'disclosures-later',
      text: ofCitizen(after === undefined),
      values: [citizen, limit, ...(after === undefined ? [] : [after])],
    });
    return rows;
  }
}
