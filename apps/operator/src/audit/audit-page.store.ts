import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditPageDto, AuditQueryDto, AuditVerificationDto } from './audit.dto.ts';

interface AuditRow {
  readonly seq: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly reason: string | null;
  readonly detail: object;
  readonly hash: string;
}

const page = `
select seq, at, actor, action, object, reason, detail, hash from audit
where ($1::text is null or object = $1) and ($2::text is null or actor = $2) and ($3::bigint is null or seq < $3)
order by seq desc limit $4`;

const verification = `
select (select count(*) from audit)::int as entries, (select seq from audit_break)::int as "firstBreak"`;

/** Reads the audit log for operators. */
@Injectable()
export class AuditPageStore {
  constructor(private readonly database: DataSource) {}

  async list({ object, actor, after, limit }: AuditQueryDto): Promise<AuditPageDto> {
    const rows = await this.database.query<AuditRow[]>(page, [
      object ?? null,
      actor ?? null,
      after ?? null,
      limit + 1,
    ]);
    const entries = rows.slice(0, limit).map(({ seq, at, reason, ...others }) => ({
      seq: Number(seq),
      at: at.toISOString(),
      ...others,
      ...(reason !== null && { reason }),
    }));
    const last = rows.length > limit ? entries.at(-1) : undefined;
    return { entries, ...(last && { next: String(last.seq) }) };
  }

  /** Reads the whole log. */
  async verify(): Promise<AuditVerificationDto> {
    const rows = await this.database.query<{ entries: number; firstBreak: number | null }[]>(verification);
    const { entries = 0, firstBreak = null } = rows[0] ?? {};
    return { entries, whole: firstBreak === null, ...(firstBreak !== null && { firstBreak }) };
  }
}
