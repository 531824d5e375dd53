import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { alongIndex, HOT_POOL } from '#libs/service-kit';
import type { ReportAbout, ReportOutcome, ReportState } from '../disclosures/index.ts';

export interface NewReport {
  readonly id: string;
  readonly decisionId: string;
  readonly citizen: string;
  readonly about: ReportAbout;
  /** An authority, or a register. */
  readonly recipient: string;
  readonly fingerprint: string;
  readonly content: string;
  readonly sealed: boolean;
}

export interface StoredReport {
  readonly id: string;
  readonly decisionId: string;
  readonly about: ReportAbout;
  readonly fingerprint: string;
  readonly content: string | null;
  readonly sealed: boolean;
  readonly state: ReportState;
  readonly outcome: ReportOutcome | null;
  readonly madeAt: Date;
  readonly stateAt: Date;
}

const columns = `r.id, r.decision_id as "decisionId", r.about, r.fingerprint, r.content, r.sealed, r.state, r.outcome,
  r.made_at as "madeAt", r.state_at as "stateAt"`;

const addSql = `
insert into report (id, decision_id, citizen, about, recipient, fingerprint, content, sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (decision_id, citizen) do nothing`;
const ofRowSql = `select ${columns} from report r where decision_id = $1 and citizen = $2`;

const toOffice = `r.about = 'RETRIEVAL' and r.recipient = any($2::text[])`;
const ofOfficeSql = `select ${columns} from report r where r.id = $1 and ${toOffice}`;
const receiveSql = `
update report r set state = 'RECEIVED', content = null, state_at = clock_timestamp()
where r.id = $1 and ${toOffice} and r.state = 'SENT'`;
const closeSql = `
update report r set state = 'CLOSED', outcome = $3, content = null, state_at = clock_timestamp()
where r.id = $1 and ${toOffice} and r.state <> 'CLOSED'`;

/** Of each authority by itself, so that the page is read along the index. */
function listSql(hasAfter: boolean): string {
  const { where, orderBy } = alongIndex({
    fixed: { 'r.recipient': 'office.id' },
    by: 'r.id',
    after: hasAfter ? '$3::uuid' : undefined,
  });
  return `
select page.* from unnest($1::text[]) as office(id) cross join lateral (
  select ${columns} from report r where ${where} and r.about = 'RETRIEVAL' and r.state <> 'CLOSED'
  order by ${orderBy} limit $2) page
order by page.id limit $2`;
}

/** What persons reported; the words of it until the recipient has them. */
@Injectable()
export class ReportStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @returns the one of this row and person, which may have been there before */
  async add(report: NewReport): Promise<StoredReport> {
    const { id, decisionId, citizen, about, recipient, fingerprint, content, sealed } = report;
    await this.pool.query(addSql, [id, decisionId, citizen, about, recipient, fingerprint, content, sealed]);
    return (await this.ofRow(decisionId, citizen))!;
  }

  async ofRow(decisionId: string, citizen: string): Promise<StoredReport | undefined> {
    return (await this.pool.query<StoredReport>(ofRowSql, [decisionId, citizen])).rows[0];
  }

  async ofOffice(id: string, authorities: readonly string[]): Promise<StoredReport | undefined> {
    return (await this.pool.query<StoredReport>(ofOfficeSql, [id, authorities])).rows[0];
  }

  /** Oldest first. */
  async list(
    authorities: readonly string[],
    limit: number,
    after?: string,
  ): Promise<readonly StoredReport[]> {
    const values = [authorities, limit, ...(after === undefined ? [] : [after])];
    return (await this.pool.query<StoredReport>(listSql(after !== undefined), values)).rows;
  }

  async receive(id: string, authorities: readonly string[]): Promise<void> {
    await this.pool.query(receiveSql, [id, authorities]);
  }

  async close(id: string, authorities: readonly string[], outcome: ReportOutcome): Promise<void> {
    await this.pool.query(closeSql, [id, authorities, outcome]);
  }
}
