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

/** Each branch is an index scan that stops at the page's size; ids are time-ordered (UUIDv7). */
const ofCitizen = `
with mine as (
  (select id from decision where citizen = $1 and ($2::uuid is null or id < $2) order by id desc limit $3)
  union
  (select decision_id from concern where citizen = $1 and ($2::uuid is null or decision_id < $2)
    order by decision_id desc limit $3)
)
select d.id, d.decided_at, d.authority, a.name as authority_name, d.purpose, p.title_de, p.title_en, d.evidence_type,
  d.fields, d.basis_kind, d.legal_basis, c.id as own_consent, d.refusal, d.case_reference, o.status
from mine
join decision d using (id)
left join outcome o on o.decision_id = d.id
left join policy_authority a on a.id = d.authority
left join policy_purpose p on p.id = d.purpose
left join consent c on c.id = d.consent_id and c.citizen = $1
order by d.id desc limit $3`;

/** Every decision that concerns a person: by IDNr, by consent, or because a register named the person as concerned. */
@Injectable()
export class DisclosureStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Newest first. */
  async list(citizen: string, limit: number, after?: string): Promise<readonly DisclosureRow[]> {
    const { rows } = await this.pool.query<DisclosureRow>({
      name: 'disclosures',
      text: ofCitizen,
      values: [citizen, after ?? null, limit],
    });
    return rows;
  }
}
