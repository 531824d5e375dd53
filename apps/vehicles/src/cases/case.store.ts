import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { PersonalActor } from '#libs/contracts';
import type { Keeper } from '#libs/register-kit';
import { alongIndex, Committed, repeatedOnce } from '#libs/service-kit';
import type { CaseKind, CaseOutcome, CaseState, EnquiryState, Office } from './case.rules.ts';
import { VehicleCase } from './case.entity.ts';
import { answerSql, closeSql, noteSql, openSql, takeSql } from './case.sql.ts';
import type { EntryOfHolder } from './holder-entry.ts';

/** What another register announced. */
export interface Report {
  readonly eventId: string;
  readonly effectiveOn: string;
  /** RFC 3339. */
  readonly reportedAt: string;
}

export interface NewCase {
  readonly entry: EntryOfHolder;
  readonly office: Office | null;
}

export interface CaseAct {
  readonly act: 'OPENED' | 'ENQUIRED' | 'TAKEN' | 'ADDRESS_SHOWN' | 'CLOSED';
  /** Null where the register itself acted; issuer and client are null where a client did, before officers were persons. */
  readonly officer: string | null;
  readonly issuer: string | null;
  readonly client: string | null;
  readonly at: Date;
  readonly lookupId: string | null;
}

export interface CaseFilter {
  readonly state?: CaseState | undefined;
  readonly kind?: CaseKind | undefined;
}

/** Cases and who did what to them; every change is one statement together with its line in `case_acts`. */
@Injectable()
export class CaseStore {
  /** Cases that need an answer of another register. */
  readonly enquired = new Committed();

  constructor(private readonly source: DataSource) {}

  /** Opens what is not open yet: a case that the event has opened for the vehicle before stays as it is. */
  async open(
    manager: EntityManager,
    kind: CaseKind,
    report: Report,
    found: readonly NewCase[],
    enquiry: { readonly state: EnquiryState; readonly lookupId?: string; readonly delayS?: number },
  ): Promise<number> {
    const rows = found.map(({ entry, office }) => ({
      id: uuid(),
      vehicle_id: entry.vehicleId,
      holder_version: entry.version,
      office,
    }));
    const { eventId, effectiveOn, reportedAt } = report;
    if (enquiry.state === 'PENDING') this.enquired.note(manager);
    const opened = await manager.query<unknown[]>(openSql, [
      JSON.stringify(rows),
      kind,
      eventId,
      effectiveOn,
      reportedAt,
      enquiry.state,
      enquiry.lookupId ?? null,
      enquiry.delayS ?? 0,
    ]);
    return opened.length;
  }

  /** Whosever it is: for the register itself. */
  find(id: string): Promise<VehicleCase | null> {
    return this.source.manager.findOneBy(VehicleCase, { id });
  }

  ofKeeper({ ids }: Keeper, id: string): Promise<VehicleCase | null> {
    return this.source.manager.findOneBy(VehicleCase, { id, authority: In([...ids]) });
  }

  /** In the order in which they were opened. */
  list(
    { ids }: Keeper,
    { state, kind }: CaseFilter,
    after: string | undefined,
    take: number,
  ): Promise<VehicleCase[]> {
    const { where, columns } = alongIndex({
      fixed: {
        ...(state !== undefined && { 'c.state': ':state' }),
        ...(kind !== undefined && { 'c.kind': ':kind' }),
      },
      by: 'c.id',
      after: after && ':after',
    });
    const query = this.source.manager.createQueryBuilder(VehicleCase, 'c');
    query.where(where, { state, kind, after }).andWhere('c.authority = any(:ids)', { ids }).limit(take);
    for (const column of columns) query.addOrderBy(column);
    return query.getMany();
  }

  acts(id: string): Promise<readonly CaseAct[]> {
    return this.source.query<CaseAct[]>(
      'select act, officer, issuer, client, at, lookup_id as "lookupId" from case_acts where case_id = $1 order by id',
      [id],
    );
  }

  /** False where the case is not open; of two officers one gets true. */
  async take(id: string, { person, client }: PersonalActor): Promise<boolean> {
    return (await this.alone(takeSql, [id, person.sub, person.iss, client])).length === 1;
  }

  /** @param officer null: the register itself. False where another officer has it, or it is closed. */
  async close(
    id: string,
    officer: PersonalActor | null,
    outcome: CaseOutcome,
    manager?: EntityManager,
  ): Promise<boolean> {
    const { person, client = null } = officer ?? {};
    const values = [id, person?.sub ?? null, outcome, person?.iss ?? null, client];
    const closed = await (manager
      ? manager.query<unknown[]>(closeSql, values)
      : this.alone(closeSql, values));
    return closed.length === 1;
  }

  /**
   * Who settles a question holds its case first, as everybody does who ends a case and its question: the other way round
   * two of them would wait in a circle.
   */
  async hold(manager: EntityManager, id: string): Promise<void> {
    await manager.query('select from cases where id = $1 for no key update', [id]);
  }

  async answer(
    manager: EntityManager,
    id: string,
    answer: { readonly enquiry: EnquiryState; readonly office: Office; readonly lookupId?: string },
  ): Promise<void> {
    await manager.query(answerSql, [id, answer.enquiry, answer.office, answer.lookupId ?? null]);
  }

  async note(id: string, act: CaseAct['act'], officer: PersonalActor, lookupId: string): Promise<void> {
    const { person, client } = officer;
    await this.alone(noteSql, [id, act, person.sub, lookupId, person.iss, client]);
  }

  /** A statement that is a transaction of its own. */
  private alone(sql: string, values: readonly unknown[]): Promise<readonly unknown[]> {
    return repeatedOnce(() => this.source.query<unknown[]>(sql, [...values]));
  }
}
