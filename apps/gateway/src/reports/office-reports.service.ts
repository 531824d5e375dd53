import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { pageOf } from '#libs/service-kit';
import { jweFor } from '../encryption-keys/index.ts';
import type { ReportOutcome } from '../disclosures/index.ts';
import { limitOf, type UuidPageQueryDto } from '../page-query.dto.ts';
import { keptBy, PolicyStore } from '../policy/index.ts';
import type { ReportsToOfficeDto, ReportToOfficeDto } from './report.dto.ts';
import { ReportClosed, ReportUnknown } from './report.errors.ts';
import { ReportStore, type StoredReport } from './report.store.ts';

/** Reports to an authority that retrieved something, and to those that it took over. */
@Injectable()
export class OfficeReports {
  constructor(
    private readonly reports: ReportStore,
    private readonly policy: PolicyStore,
  ) {}

  async list(query: UuidPageQueryDto, caller: AccessClaims): Promise<ReportsToOfficeDto> {
    const limit = limitOf(query);
    const found = await this.reports.list(await this.office(caller), limit + 1, query.after);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { reports: rows.map((row) => toOffice(row, caller.clientId)), ...next };
  }

  /** @throws ReportUnknown */
  async receive(id: string, caller: AccessClaims): Promise<ReportToOfficeDto> {
    const office = await this.office(caller);
    await this.reports.receive(id, office);
    return toOffice(await this.known(id, office), caller.clientId);
  }

  /** @throws ReportUnknown, ReportClosed */
  async close(id: string, outcome: ReportOutcome, caller: AccessClaims): Promise<ReportToOfficeDto> {
    const office = await this.office(caller);
    await this.reports.close(id, office, outcome);
    const found = await this.known(id, office);
    if (found.outcome !== outcome) throw new ReportClosed();
    return toOffice(found, caller.clientId);
  }

  private async office({ authority = '' }: AccessClaims): Promise<readonly string[]> {
    return keptBy(await this.policy.upToDate(), authority);
  }

  private async known(id: string, office: readonly string[]): Promise<StoredReport> {
    const found = await this.reports.ofOffice(id, office);
    if (found === undefined) throw new ReportUnknown();
    return found;
  }
}

const toOffice = (
  { id, decisionId, madeAt, state, content, sealed }: StoredReport,
  clientId: string,
): ReportToOfficeDto => ({
  id,
  lookupId: decisionId,
  madeAt: madeAt.toISOString(),
  state,
  ...(content !== null && (sealed ? { jwe: jweFor(content, clientId) } : { text: content })),
});
