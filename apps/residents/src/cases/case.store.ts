import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { PersonalActor } from '#libs/contracts';
import type { Keeper } from '#libs/register-kit';
import { alongIndex, repeatedOnce } from '#libs/service-kit';
import { ResidentCase } from './case.entity.ts';
import type { CaseKind, CaseOutcome, CaseState } from './case.rules.ts';
import { closeSql, openSql, settleSql, takeSql } from './case.sql.ts';

export interface NewCase {
  readonly recordId: string;
  /** Of the record. */
  readonly authority: string;
  readonly kind: CaseKind;
  readonly eventId: string;
  readonly registrationId?: string;
  readonly otherAuthority: string;
  readonly effectiveOn: string;
  /** RFC 3339. */
  readonly reportedAt: string;
}

export interface CaseAct {
  readonly act: 'OPENED' | 'TAKEN' | 'CLOSED';
  /** Null where the register itself acted. */
  readonly officer: string | null;
  readonly issuer: string | null;
  readonly client: string | null;
  readonly at: Date;
}

export interface CaseFile {
  readonly found: ResidentCase;
  readonly acts: readonly CaseAct[];
}

export interface CaseFilter {
  readonly state?: CaseState | undefined;
  readonly kind?: CaseKind | undefined;
}

/** Cases and who did what to them; every change is one statement together with its line in `case_acts`. */
@Injectable()
export class CaseStore {
  constructor(private readonly source: DataSource) {}

  async open(manager: EntityManager, opened: NewCase): Promise<void> {
    const { recordId, kind, eventId, otherAuthority, effectiveOn, reportedAt } = opened;
    const { registrationId = null, authority } = opened;
    const about = [recordId, kind, eventId, otherAuthority, effectiveOn, reportedAt, registrationId];
    await manager.query(openSql, [uuid(), ...about, authority]);
  }

  find({ ids }: Keeper, id: string): Promise<ResidentCase | null> {
    return this.source.manager.findOneBy(ResidentCase, { id, authority: In([...ids]) });
  }

  /** In the order in which they were opened. */
  list(
    { ids }: Keeper,
    { state, kind }: CaseFilter,
    after: string | undefined,
    take: number,
  ): Promise<ResidentCase[]> {
    const { where, columns } = alongIndex({
      fixed: {
        ...(state !== undefined && { 'c.state': ':state' }),
        ...(kind !== undefined && { 'c.kind': ':kind' }),
      },
      by: 'c.id',
      after: after && ':after',
    });
    const query = this.source.manager.createQueryBuilder(ResidentCase, 'c');
    query.where(where, { state, kind, after }).andWhere('c.authority = any(:ids)', { ids }).limit(take);
    for (const column of columns) query.addOrderBy(column);
    return query.getMany();
  }

  acts(id: string): Promise<readonly CaseAct[]> {
    return this.source.query<CaseAct[]>(
      'select act, officer, issuer, client, at from case_acts where case_id = $1 order by id',
      [id],
    );
  }

  /** False where the case is not open; of two officers one gets true. */
  async take(id: string, { person, client }: PersonalActor): Promise<boolean> {
    const values = [id, person.sub, person.iss, client];
    return (await repeatedOnce(() => this.source.query<unknown[]>(takeSql, values))).length === 1;
  }

  /** In the transaction of the act that it leads to. False where another officer has it, or it is closed. */
  async close(
    manager: EntityManager,
    id: string,
    { person, client }: PersonalActor,
    outcome: CaseOutcome,
  ): Promise<boolean> {
    const values = [id, person.sub, outcome, person.iss, client];
    return (await manager.query<unknown[]>(closeSql, values)).length === 1;
  }

  /** The register itself ends the cases of a kind about a record. */
  async settle(
    manager: EntityManager,
    recordId: string,
    kind: CaseKind,
    outcome: CaseOutcome,
  ): Promise<void> {
    await manager.query(settleSql, [recordId, kind, outcome]);
  }
}
