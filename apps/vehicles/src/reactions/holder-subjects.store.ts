import { DataSource, type EntityManager } from 'typeorm';
import { type DigestKey, eventSubject } from '#libs/contracts';
import { admit, ALL_AUTHORITIES } from '#libs/register-kit';
import type { EntryOfHolder } from '../cases/holder-entry.ts';

/** Rows filled in one transaction: locks are held for some ten milliseconds. */
const BATCH = 500;

interface Unfilled {
  readonly id: string;
  readonly citizen: string;
}

type Held = EntryOfHolder & { readonly citizen: string | null };

/**
 * Which vehicles the subject of a resident's event holds. `vehicles.holder_subject` is a shortcut that may be missing,
 * after a change of holder or in a new database, and never wrong: a vehicle without it is recognised by the pseudonym of
 * its holder, in the same statement, so that no moment exists at which it is found neither way. A vehicle concerns its
 * holder only, so `concerns` has at most one pseudonym.
 */
export class HolderSubjects {
  /** @param key event pseudonym key of the residents register */
  constructor(
    private readonly source: DataSource,
    private readonly key: DigestKey,
  ) {}

  async vehiclesOf(manager: EntityManager, subject: string): Promise<readonly EntryOfHolder[]> {
    await admit(manager, [ALL_AUTHORITIES]);
    const found = await manager.query<Held[]>(heldSql, [subject]);
    return found.filter(({ citizen }) => citizen === null || this.subjectOf(citizen) === subject);
  }

  /** Those of the subjects that hold a vehicle. */
  async holding(manager: EntityManager, subjects: readonly string[]): Promise<ReadonlySet<string>> {
    await admit(manager, [ALL_AUTHORITIES]);
    const found = await manager.query<{ subject: string | null; citizen: string }[]>(holdingSql, [subjects]);
    return new Set(found.map(({ subject, citizen }) => subject ?? this.subjectOf(citizen)));
  }

  /** Fills in what is missing; true where there may be more. Never waits for an act, and no act waits long for it. */
  fill(): Promise<boolean> {
    return this.source.transaction(async (manager) => {
      await admit(manager, [ALL_AUTHORITIES]);
      const rows = await manager.query<Unfilled[]>(unfilledSql, [BATCH]);
      if (rows.length === 0) return false;
      await manager.query(fillSql, [
        rows.map(({ id }) => id),
        rows.map(({ citizen }) => this.subjectOf(citizen)),
      ]);
      return rows.length === BATCH;
    });
  }

  private subjectOf(citizen: string): string {
    return eventSubject(this.key, 'residents', citizen);
  }
}

/** $1 subject. Where `citizen` is not null the holder has yet to be compared. */
const heldSql = `
  select vehicle_id as "vehicleId", version, recorded_at as "recordedAt", ags, citizen from vehicles_held_by($1)`;

/** $1 subjects. Holders who have yet to be compared come with those of the subjects, once for all. */
const holdingSql = `select subject, citizen from vehicles_holding($1)`;

/** $1 how many. Skips what an act has locked: waiting for it while holding other rows could block both for good. */
const unfilledSql = `
  select id, concerns[1] as citizen from vehicles
  where holder_subject is null and concerns <> '{}'
  order by recorded_at limit $1 for no key update skip locked`;

/** $1 ids, $2 their subjects. */
const fillSql = `
  update vehicles v set holder_subject = filled.subject
  from unnest($1::uuid[], $2::text[]) as filled(id, subject) where v.id = filled.id`;
