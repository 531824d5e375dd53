import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PersonalActor } from '#libs/contracts';
import { repeatedOnce } from '#libs/service-kit';
import { orderHash, type ReplayOrder } from './replay-order.rules.ts';
import type { Position } from './replay-progress.rules.ts';
import { ANOTHER_DRY_RUN, DryRunStale, ReplayStateUnsuitable, ReplayUnknown } from './replay.errors.ts';
import {
  allows,
  DRAFT_VALID_MS,
  type Replay,
  replayColumns,
  type ReplayStepName,
  replaySteps,
} from './replay.ts';

export interface NewReplay extends ReplayOrder {
  readonly reason: string;
  readonly ticket: string;
  readonly requested: PersonalActor;
}

const LISTED = 100;

/** Reads and writes the table `replay` for operators; runners have their lease. */
@Injectable()
export class ReplayStore {
  constructor(private readonly source: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return repeatedOnce(() => this.source.transaction(work));
  }

  async insert(manager: EntityManager, draft: NewReplay): Promise<Replay> {
    const [made] = await manager.query<Replay[]>(
      `insert into replay
         (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, expires_at,
          requested_issuer, requested_client)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${replayColumns}`,
      [
        JSON.stringify(draft.selection),
        JSON.stringify(draft.target),
        draft.ratePerSecond,
        orderHash(draft),
        draft.reason,
        draft.ticket,
        draft.requested.person.sub,
        new Date(Date.now() + DRAFT_VALID_MS),
        draft.requested.person.iss,
        draft.requested.client,
      ],
    );
    return made!;
  }

  /** @throws ReplayUnknown */
  async find(id: string): Promise<Replay> {
    const [found] = await this.source.query<Replay[]>(`select ${replayColumns} from replay where id = $1`, [
      id,
    ]);
    if (!found) throw new ReplayUnknown();
    return found;
  }

  newest(): Promise<readonly Replay[]> {
    return this.source.query<Replay[]>(
      `select ${replayColumns} from replay order by requested_at desc, id limit $1`,
      [LISTED],
    );
  }

  async positions(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Position[]>> {
    const rows = await this.source.query<(Position & { readonly replay: string })[]>(
      `select replay, partition, next_offset as next, read, selected from replay_checkpoint
       where replay = any($1) order by partition`,
      [ids],
    );
    return Map.groupBy(rows, ({ replay }) => replay);
  }

  /**
   * Takes a step if the state still allows it, and sets columns with it. Of two operators who come together one takes
   * the step and the other is told that the state does not fit.
   * @param unlessDryRunSince the step rests on the dry run of this instant and on no later one
   * @throws ReplayUnknown, ReplayStateUnsuitable, DryRunStale
   */
  async take(
    manager: EntityManager,
    id: string,
    name: ReplayStepName,
    columns: Readonly<Record<string, unknown>> = {},
    unlessDryRunSince?: Date | null,
  ): Promise<Replay> {
    const { from, to } = replaySteps[name];
    const names = Object.keys(columns);
    const assignments = names.map((column, index) => `, ${column} = $${index + 5}`).join('');
    const values = names.map((column) => columns[column]);
    const [rows] = await manager.query<[Replay[], number]>(
      `update replay set state = $2${assignments} where id = $1 and state = any($3)
       and ($4::timestamptz is null or dry_run_at = $4) returning ${replayColumns}`,
      [id, to, from, unlessDryRunSince ?? null, ...values],
    );
    if (rows[0]) return rows[0];
    const { state } = await this.find(id);
    if (unlessDryRunSince && allows(state, name)) throw new DryRunStale(ANOTHER_DRY_RUN);
    throw new ReplayStateUnsuitable(state, from);
  }
}
