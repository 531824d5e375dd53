import type { EntityManager } from 'typeorm';
import type { PersonalActor } from '#libs/contracts';
import type { Keeper } from '#libs/register-kit';
import { type CaseDefinition, columnsOf } from './case-definition.ts';
import type { Case, CaseAct, CaseFilter } from './case.rules.ts';
import { closeSql, endSql, listSql, takeSql } from './case.sql.ts';

type Authorities = Pick<Keeper, 'ids'>;

/**
 * Cases and who did what to them; every change is one statement together with its line in `case_acts`. Whoever calls it
 * says in the transaction for whom it acts (`within`), and names the same authorities again.
 */
export class CaseStore<C extends Case> {
  constructor(private readonly definition: CaseDefinition<C>) {}

  async find(manager: EntityManager, { ids }: Authorities, id: string): Promise<C | null> {
    const sql = `select ${columnsOf(this.definition)} from cases c where c.id = $1 and c.authority = any($2::text[])`;
    return (await manager.query<C[]>(sql, [id, ids]))[0] ?? null;
  }

  list(
    manager: EntityManager,
    { ids }: Authorities,
    filter: CaseFilter,
    after: string | undefined,
    limit: number,
  ): Promise<readonly C[]> {
    const { sql, values } = listSql(this.definition, ids, filter, after, limit);
    return manager.query<C[]>(sql, [...values]);
  }

  acts(manager: EntityManager, id: string): Promise<readonly CaseAct[]> {
    const lookup = this.definition.enquiries === undefined ? '' : ', lookup_id as "lookupId"';
    const sql = `select act, officer, issuer, client, at${lookup} from case_acts where case_id = $1 order by id`;
    return manager.query<CaseAct[]>(sql, [id]);
  }

  /** False where the case is not open; of two officers one gets true. */
  async take(
    manager: EntityManager,
    { ids }: Authorities,
    id: string,
    { person, client }: PersonalActor,
  ): Promise<boolean> {
    const values = [id, ids, person.sub, person.iss, client];
    return (await manager.query<unknown[]>(takeSql, values)).length === 1;
  }

  /** False where another officer has it, or it is closed. */
  async close(
    manager: EntityManager,
    { ids }: Authorities,
    id: string,
    { person, client }: PersonalActor,
    outcome: C['outcome'] & string,
  ): Promise<boolean> {
    const values = [id, ids, person.sub, person.iss, client, outcome];
    return (await manager.query<unknown[]>(closeSql(this.definition), values)).length === 1;
  }

  /**
   * The register itself ends cases. @param which SQL over `cases`, its values from $2 on
   * @returns how many
   */
  async end(
    manager: EntityManager,
    outcome: C['outcome'] & string,
    which: string,
    ...values: readonly unknown[]
  ): Promise<number> {
    return (await manager.query<unknown[]>(endSql(this.definition, which), [outcome, ...values])).length;
  }
}
