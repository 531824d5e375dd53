import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import type { Decision } from '../lookups/index.ts';

export interface OwnDecision {
  readonly id: string;
  readonly clientId: string;
  readonly citizen: string;
  readonly traceId: string;
}

export interface OwnDataDecision extends OwnDecision {
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly subject: string;
}

const legalBasis = 'OZG §10; DSGVO Art. 15';
const columns = `id, client_id, authority, purpose, evidence_type, fields, basis_kind, legal_basis, subject, citizen,
  policy_revision, trace_id, stage, recalls`;

/** For whom and what the earlier one was, of the same subject. */
const contentSql = `
insert into decision (${columns})
select $1, $2, d.authority, d.purpose, d.evidence_type, d.fields, 'STATUTE', '${legalBasis}', d.subject, $3, p.revision, $4,
  'CONTENT', d.id
from decision d cross join policy p where d.id = $5`;
const ownDataSql = `
insert into decision (${columns})
select $1, $2, '', 'own-data', $5, $6, 'STATUTE', '${legalBasis}', $7, $3, p.revision, $4, 'OWN_DATA', null
from policy p`;

/** Decisions that a person's own question makes: by law, so that no grant and no record of will is looked at. */
@Injectable()
export class ContentStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @param recalls the earlier decision, which is the person's */
  async decideContent({ id, clientId, citizen, traceId }: OwnDecision, recalls: string): Promise<Decision> {
    await this.pool.query(contentSql, [id, clientId, citizen, traceId, recalls]);
    return { id, refusal: null, citizen };
  }

  async decideOwnData(own: OwnDataDecision): Promise<Decision> {
    const { id, clientId, citizen, traceId, evidenceType, fields, subject } = own;
    await this.pool.query(ownDataSql, [id, clientId, citizen, traceId, evidenceType, fields, subject]);
    return { id, refusal: null, citizen };
  }
}
