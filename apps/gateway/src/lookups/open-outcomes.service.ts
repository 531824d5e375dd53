import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { PERMIT_BATCH_MAX, PERMIT_LIFETIME_S, type RegisterName, registerNames } from '#libs/contracts';
import { Upkeep } from '#libs/service-kit';
import { RegisterDirectory, RegistersConfig } from '../registers/index.ts';
import { countOutcomes } from './lookup.metrics.ts';
import { beyond } from './lookup.rules.ts';
import type { OutcomeStatus } from './outcome.sql.ts';

interface OpenPermit {
  readonly id: string;
  readonly citizen: string | null;
  readonly fields: number;
  /** Of a release; it is taken with its outcome or not at all, so that without one nothing left. */
  readonly isRelease: boolean;
}

const EVERY_MS = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const PORTION = 5_000;
/** By how much the clocks of gateway and register may differ. */
const CLOCK_SKEW_S = 10;

/**
 * Permits whose outcome a crash left open get it from the register's own log, which knows what was answered. Looked at
 * when the permit is void at its register, so that "not answered" stays true, and nobody is at work on it any more.
 */
@Injectable()
export class OpenOutcomes {
  private readonly settledAfterS: number;

  constructor(
    upkeep: Upkeep,
    private readonly registers: RegisterDirectory,
    { registerTimeoutMs }: RegistersConfig,
  ) {
    this.settledAfterS = registerTimeoutMs / 1_000 + PERMIT_LIFETIME_S + CLOCK_SKEW_S;
    upkeep.add({
      name: 'open-outcomes',
      most: PORTION,
      everyMs: EVERY_MS,
      portion: (database) => this.portion(database),
      lag: `select extract(epoch from clock_timestamp() - uuid_extract_timestamp(
        (select decision_id from open_outcome order by decision_id limit 1)))::float8 as seconds`,
    });
  }

  /** @throws RegisterSilent after all others were asked; what it left open waits for the next run */
  private async portion(database: ClientBase): Promise<number> {
    const { rows } = await database.query<{ found: number }>(
      'select find_open_outcomes(make_interval(secs => $1), $2) as found',
      [this.settledAfterS, PORTION],
    );
    const { rowCount } = await database.query('select from open_outcome limit 1');
    if (rowCount !== 0) await this.askAll(database);
    return rows[0]?.found ?? 0;
  }

  private async askAll(database: ClientBase): Promise<void> {
    const faults: unknown[] = [];
    for (const name of registerNames)
      await this.ask(database, name).catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw faults[0];
  }

  private async ask(database: ClientBase, register: RegisterName): Promise<void> {
    let fault: Error | undefined;
    for (let after = FIRST; ;) {
      const values = [`${register}.`, PERMIT_BATCH_MAX, after];
      const { rows: open } = await database.query<OpenPermit>(openSql, values);
      const last = open.at(-1);
      if (last === undefined) break;
      after = last.id;
      const { answered, silent } = await this.registers.answered(
        register,
        open.map(({ id }) => id),
      );
      const known = new Map(answered.map((each) => [each.decisionId, each]));
      const told = silent === undefined ? open : open.filter(({ id }) => known.has(id));
      await close(
        database,
        told.map((permit) => {
          const { status: logged = 'REGISTER_UNAVAILABLE', concerns = [] } = known.get(permit.id) ?? {};
          const status = permit.isRelease && logged === 'EVIDENCE' ? 'NOT_HANDED_OVER' : logged;
          const released = status === 'EVIDENCE' ? permit.fields : 0;
          return { id: permit.id, status, released, concerns: beyond(concerns, permit.citizen) };
        }),
      );
      fault ??= silent;
    }
    if (fault !== undefined) throw fault;
  }
}

interface Closing {
  readonly id: string;
  readonly status: OutcomeStatus;
  readonly released: number;
  readonly concerns: readonly string[];
}

async function close(database: ClientBase, closings: readonly Closing[]): Promise<void> {
  const persons = closings.flatMap(({ id, concerns }) => concerns.map((each) => [id, each] as const));
  await database.query(closeSql, [
    closings.map(({ id }) => id),
    closings.map(({ status }) => status),
    closings.map(({ released }) => released),
    persons.map(([id]) => id),
    persons.map(([, citizen]) => citizen),
  ]);
  countOutcomes(closings);
}

/** The prefix of an evidence type is its register. */
const openSql = `
select d.id, d.citizen, cardinality(d.fields) as fields, d.stage = 'RELEASE' as "isRelease"
from open_outcome o join decision d on d.id = o.decision_id
where starts_with(d.evidence_type, $1) and o.decision_id > $3 order by o.decision_id limit $2`;

/** A gateway that was only slow has written the outcome itself: then its own holds. */
const closeSql = `
with closed as (
  delete from open_outcome where decision_id = any($1::uuid[])
),
persons as (
  insert into concern (decision_id, citizen) select * from unnest($4::uuid[], $5::text[]) on conflict do nothing
)
insert into outcome (decision_id, status, released)
select * from unnest($1::uuid[], $2::text[], $3::smallint[]) on conflict do nothing`;
