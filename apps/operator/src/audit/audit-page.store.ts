import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { alongIndex, pageOf } from '#libs/service-kit';
import { AuditAnchors } from './audit-anchor.service.ts';
import type { AuditPageDto, AuditQueryDto, AuditVerificationDto } from './audit.dto.ts';

interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly reason: string | null;
  readonly detail: object;
  readonly hash: string;
}

interface Verified {
  readonly entries: number;
  readonly until: Date | null;
  readonly firstBreak: number | null;
}

const verification = `
select (select count(*) from audit)::int as entries, (select max(at) from audit) as until,
  (select seq from audit_break)::int as "firstBreak"`;

/** Reads the audit log for operators. */
@Injectable()
export class AuditPageStore {
  constructor(
    private readonly database: DataSource,
    private readonly anchors: AuditAnchors,
  ) {}

  async list({ object, actor, after, limit }: AuditQueryDto): Promise<AuditPageDto> {
    const values: unknown[] = [];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const { where, orderBy } = alongIndex({
      fixed: {
        ...(object !== undefined && { object: place(object) }),
        ...(actor !== undefined && { actor: place(actor) }),
      },
      by: 'seq',
      descending: true,
      after: after === undefined ? undefined : place(after),
    });
    const found = await this.database.query<AuditRow[]>(
      `select seq, at, actor, action, object, reason, detail, hash from audit
       where ${where} order by ${orderBy} limit ${place(limit + 1)}`,
      values,
    );
    const { rows, ...next } = pageOf(found, limit, ({ seq }) => String(seq));
    const entries = rows.map(({ seq, at, reason, ...others }) => ({
      seq,
      at: at.toISOString(),
      ...others,
      ...(reason !== null && { reason }),
    }));
    return { entries, ...next };
  }

  /** Reads the whole log. */
  async verify(): Promise<AuditVerificationDto> {
    // Read first: what is anchored meanwhile is in the log already.
    const anchors = await this.anchors.compare();
    const rows = await this.database.query<Verified[]>(verification);
    const { entries = 0, until = null, firstBreak = null } = rows[0] ?? {};
    return {
      entries,
      whole: firstBreak === null,
      ...(until !== null && { until: until.toISOString() }),
      ...(firstBreak !== null && { firstBreak }),
      ...(anchors && { anchors }),
    };
  }
}
