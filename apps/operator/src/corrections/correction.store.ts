import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PersonalActor } from '#libs/contracts';
import type { Transform } from '#libs/corrections';
import { repeatedOnce } from '#libs/service-kit';
import { DeadLetterSettled, DeadLetterUnknown } from '../dead-letters/dead-letter.errors.ts';
import {
  CorrectionDryRunStale,
  CorrectionOpen,
  CorrectionUnknown,
  OLDER_DRY_RUN,
} from './correction.errors.ts';
import {
  type CorrectionRow,
  type CorrectionState,
  type CorrectionStepName,
  correctionSteps,
  requireStep,
} from './correction.ts';

/** What a correction needs to know of its letter. */
export interface LetterToCorrect {
  readonly id: string;
  readonly group: string;
  readonly type: string;
  readonly causeCode: string;
  readonly eventId: string;
  readonly state: string;
  /** Where its last announcement lies; null where that was before this service noted it. */
  readonly partition: number | null;
  readonly offset: string | null;
  readonly waitsFor: number;
  readonly holdsBack: number;
}

export interface NewCorrection {
  readonly transform: Transform;
  readonly reason: string;
  readonly ticket: string;
  readonly requested: PersonalActor;
}

const sameKey = `from dead_letter o where o.consumer_group = d.consumer_group and o.event_key = d.event_key
  and o.state = 'PARKED'`;

const letterSql = `
select d.id, d.consumer_group as "group", d.type, d.cause_code as "causeCode", d.event_id as "eventId", d.state,
  d.content_partition as partition, d.content_offset::text as "offset",
  (select count(*)::int ${sameKey} and o.blocks_key and o.number < d.number) as "waitsFor",
  (select count(*)::int ${sameKey} and d.blocks_key and o.number > d.number) as "holdsBack"
from dead_letter d where d.id = $1`;

const columns = `c.id, c.dead_letter_id as "deadLetterId", d.consumer_group as "group", d.type, d.event_key as key,
  d.event_id as "eventId", d.replay_id as "replayId", c.state, c.transform, c.reason, c.ticket,
  c.requested_by as "requestedBy", c.requested_issuer as "requestedIssuer", c.requested_client as "requestedClient",
  c.requested_at as "requestedAt", c.dry_run as "dryRun", c.dry_run_at as "dryRunAt", c.approved_by as "approvedBy",
  c.approved_issuer as "approvedIssuer", c.approved_client as "approvedClient", c.approved_at as "approvedAt",
  c.lapses_at as "lapsesAt", c.secret, c.failure, c.ended_at as "endedAt"`;
const from = 'from correction c join dead_letter d on d.id = c.dead_letter_id';

const LISTED = 100;

/** Clocks of the group's database and of this one may differ, and what was begun in time is committed a little later. */
const lapseSql = `
update correction set state = 'lapsed', ended_at = clock_timestamp()
where state = 'approved'
  and coalesce(lapses_at, approved_at + interval '15 minutes') < clock_timestamp() - interval '1 minute'
returning id`;

/** Reads and writes the table `correction` for operators; what its group tells of it comes by the projection. */
@Injectable()
export class CorrectionStore {
  constructor(private readonly source: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return repeatedOnce(() => this.source.transaction(work));
  }

  /**
   * Locks the letter first, as a redrive does: of two steps on one letter the second sees what the first did.
   * @throws DeadLetterUnknown, DeadLetterSettled
   */
  async lockLetter(manager: EntityManager, id: string): Promise<LetterToCorrect> {
    await manager.query('select from dead_letter where id = $1 for update', [id]);
    return parkedOf(await manager.query<LetterToCorrect[]>(letterSql, [id]));
  }

  /** @throws DeadLetterUnknown, DeadLetterSettled */
  async letter(id: string): Promise<LetterToCorrect> {
    return parkedOf(await this.source.query<LetterToCorrect[]>(letterSql, [id]));
  }

  /** @throws CorrectionOpen */
  async insert(manager: EntityManager, letter: string, draft: NewCorrection): Promise<CorrectionRow> {
    const { transform, reason, ticket, requested } = draft;
    const { person, client } = requested;
    const [made] = await manager.query<{ id: string }[]>(
      `insert into correction
         (dead_letter_id, transform, reason, ticket, requested_by, requested_issuer, requested_client)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (dead_letter_id) where state in ('draft', 'dry-run', 'approved') do nothing returning id`,
      [letter, transform, reason, ticket, person.sub, person.iss, client],
    );
    if (made) return this.find(made.id, manager);
    const [open] = await manager.query<{ id: string; state: CorrectionState; lapsesAt: Date | null }[]>(
      `select id, state, lapses_at as "lapsesAt" from correction where dead_letter_id = $1 and state in ('draft', 'dry-run', 'approved')`,
      [letter],
    );
    throw new CorrectionOpen(open?.id ?? '', open?.state ?? 'open', open?.lapsesAt ?? null);
  }

  /** @throws CorrectionUnknown */
  async find(id: string, manager: EntityManager = this.source.manager): Promise<CorrectionRow> {
    const [found] = await manager.query<CorrectionRow[]>(`select ${columns} ${from} where c.id = $1`, [id]);
    if (!found) throw new CorrectionUnknown();
    return found;
  }

  /** @returns ids of those whose group did not answer in time */
  async lapse(manager: EntityManager): Promise<readonly string[]> {
    const [lapsed] = await manager.query<[{ id: string }[], number]>(lapseSql);
    return lapsed.map(({ id }) => id);
  }

  newest(): Promise<CorrectionRow[]> {
    return this.source.query(`select ${columns} ${from} order by c.requested_at desc, c.id limit $1`, [
      LISTED,
    ]);
  }

  /** Of the next dry run; the correction is locked until it is noted. */
  async nextDryRun(manager: EntityManager, id: string): Promise<number> {
    const [row] = await manager.query<{ number: number }[]>(
      'select dry_runs + 1 as number from correction where id = $1 for update',
      [id],
    );
    return row?.number ?? 1;
  }

  /**
   * Takes a step if the state still allows it, and sets columns with it.
   * @param shownHash the step rests on the dry run of this hash and on no later one
   * @throws CorrectionUnknown, CorrectionStateUnsuitable, CorrectionDryRunStale
   */
  async take(
    manager: EntityManager,
    id: string,
    name: CorrectionStepName,
    columns: Readonly<Record<string, unknown>>,
    shownHash: string | null = null,
  ): Promise<CorrectionRow> {
    const { from, to } = correctionSteps[name];
    const assignments = Object.keys(columns).map((column, index) => `, ${column} = $${index + 5}`);
    const [, changed] = await manager.query<[unknown, number]>(
      `update correction set state = $2${assignments.join('')} where id = $1 and state = any($3)
       and ($4::text is null or dry_run ->> 'hash' = $4)`,
      [id, to, from, shownHash, ...Object.values(columns)],
    );
    const row = await this.find(id, manager);
    if (changed > 0) return row;
    // No step leads back to where another one is allowed, so here the dry run is another one.
    requireStep(row, name);
    throw new CorrectionDryRunStale(OLDER_DRY_RUN);
  }
}

function parkedOf([letter]: readonly LetterToCorrect[]): LetterToCorrect {
  if (!letter) throw new DeadLetterUnknown();
  if (letter.state !== 'PARKED') throw new DeadLetterSettled();
  return letter;
}
