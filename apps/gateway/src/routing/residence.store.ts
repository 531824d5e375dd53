import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { RegisterName } from '#libs/contracts';
import { HOT_POOL, NaturalBatch } from '#libs/service-kit';

/** A subject of a register under one of its names: that of its events, or the pseudonym of its record. */
export interface Named {
  readonly register: RegisterName;
  readonly name: string;
}

export interface Kept {
  /** Nothing where no record is known. */
  readonly authority: string | null;
  /** How many claim the subject. */
  readonly authorities: number;
}

/** What an event, or a register that was asked, says of a record. */
export interface Note {
  readonly register: RegisterName;
  /** As its events name the subject. */
  readonly subject: string;
  /** Pseudonym of the record's id. */
  readonly record: string;
  readonly authority: string;
  readonly version: number;
  /** Day from which the record is that authority's. */
  readonly since: string;
  readonly recordedAt: string;
  /** The authority keeps it no longer for its subject. */
  readonly closed: boolean;
}

interface Runner {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

const MAX_BATCH = 256;
/** Lookups at a time, and the subjects of a subscription that is made. */
const MAX_QUEUED = 16_384;

/** Who keeps whose record (ADR 0045): read by exact names only. */
@Injectable()
export class ResidenceStore {
  private readonly batch = new NaturalBatch<Named, Kept>({
    run: (names) => this.read(names),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** One statement for all who ask at a time, whether the names are known or not. */
  keeperOf(named: Named): Promise<Kept> {
    return this.batch.submit(named);
  }

  /** May be repeated, and in any order. */
  async note(runner: Runner, notes: readonly Note[]): Promise<void> {
    await runner.query('select routing.note($1::jsonb)', [JSON.stringify(notes)]);
  }

  private async read(names: readonly Named[]): Promise<readonly Kept[]> {
    const { rows } = await this.pool.query<Kept & { readonly place: number }>({
      name: 'keepers',
      text: 'select place, authority, authorities from routing.keepers($1, $2)',
      values: [names.map(({ register }) => register), names.map(({ name }) => name)],
    });
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return names.map((_, index) => byPlace.get(index + 1)!);
  }
}
