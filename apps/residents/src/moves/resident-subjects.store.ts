import { DataSource, type EntityManager } from 'typeorm';
import { type DigestKey, eventSubject } from '#libs/contracts';

/** Rows filled in one transaction: locks are held for some ten milliseconds. */
const BATCH = 500;

interface Found {
  readonly id: string;
  readonly authority: string | null;
  /** Where it is not null the resident has yet to be compared. */
  readonly citizen: string | null;
}

interface Unfilled {
  readonly id: string;
  readonly citizen: string;
}

/**
 * Which records the subject of an event is about. `residents.event_subject` is a shortcut that may be missing and never
 * wrong: a record without it is recognised by the pseudonym of its resident, in the same statement.
 */
export class ResidentSubjects {
  /** @param key event pseudonym key of the register */
  constructor(
    private readonly source: DataSource,
    private readonly key: DigestKey,
  ) {}

  async recordsOf(manager: EntityManager, subject: string): Promise<readonly Found[]> {
    const found = await manager.query<Found[]>(ofSubjectSql, [subject]);
    return found.filter(({ citizen }) => citizen === null || this.subjectOf(citizen) === subject);
  }

  /** Those of the subjects that are of a resident here. */
  async known(manager: EntityManager, subjects: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await manager.query<{ subject: string | null; citizen: string }[]>(knownSql, [subjects]);
    return new Set(found.map(({ subject, citizen }) => subject ?? this.subjectOf(citizen)));
  }

  /** Fills in what is missing; true where there may be more. Never waits for an act, and no act waits long for it. */
  fill(): Promise<boolean> {
    return this.source.transaction(async (manager) => {
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

/** $1 subject. In the order of the ids, in which all lock. */
const ofSubjectSql = `select record_id as id, authority, citizen from residents_of($1) order by record_id`;

/** $1 subjects. Residents who have yet to be compared come with those of the subjects, once for all. */
const knownSql = `select subject, citizen from residents_among($1)`;

/** $1 how many. Skips what an act has locked: waiting for it while holding other rows could block both for good. */
const unfilledSql = `select id, citizen from residents_without_subject($1)`;

/** $1 ids, $2 their subjects. */
const fillSql = `select residents_fill_subjects($1, $2)`;
