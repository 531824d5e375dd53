import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SubjectKind } from '#libs/contracts';
import { calling, type Upkeep } from '#libs/service-kit';
import { type Keeper, within } from '../competence/keeper.ts';
import { asRefusal } from './database-refusals.ts';

/** What somebody asked for and did not find. */
export interface NothingFound {
  /** What was to be done, e.g. `history`. */
  readonly operation: string;
  readonly kind: SubjectKind | 'case';
  readonly named: string;
}

/** One attempt at a record or a case of another authority, as its owner sees it. */
export interface ForeignAttempt {
  readonly id: string;
  readonly at: Date;
  readonly operation: string;
  readonly recordId: string;
  readonly office: string;
  readonly officer: string | null;
  readonly issuer: string | null;
  readonly client: string;
}

const noteSql = 'select note_foreign_attempt($1, $2, $3, $4, $5, $6, $7)';
const pageSql = `
select id, at, operation, record_id as "recordId", office, officer, issuer, client from foreign_attempt
where authority = any($1::text[]) and ($2::uuid is null or id < $2) order by id desc limit $3`;

const BATCH = 1_000;

/**
 * Attempts of officers at what another authority keeps. The asking one gets the answer for something unknown, after the
 * same statement, which writes a row in either case.
 */
@Injectable()
export class ForeignAttempts {
  constructor(private readonly source: DataSource) {}

  /** Nothing to note where a service acts by itself. @throws RegisterUnavailable */
  async note({ id, ids, by }: Keeper, { kind, named, operation }: NothingFound): Promise<void> {
    if (by === undefined) return;
    const { person, client } = by;
    const values = [kind, named, operation, person?.sub ?? null, person?.iss ?? null, client, id];
    try {
      await within(this.source, { ids }, (manager) => manager.query(noteSql, values));
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** At records of this authority, the latest first. @throws RegisterUnavailable */
  async page(keeper: Keeper, after: string | undefined, limit: number): Promise<readonly ForeignAttempt[]> {
    try {
      return await within(this.source, keeper, (manager) =>
        manager.query<ForeignAttempt[]>(pageSql, [[...keeper.ids], after ?? null, limit]),
      );
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

/** For a year, as the log of what was told about a resident is kept at least (BMG §40(5)). */
export function forgetForeignAttempts(upkeep: Upkeep): void {
  upkeep.add({
    name: 'foreign-attempts',
    most: BATCH,
    portion: calling('select forget_foreign_attempts($1) as done', [BATCH]),
    lag: `select extract(epoch from now() - interval '1 year' - min(at))::float8 as seconds from foreign_attempt`,
  });
}
