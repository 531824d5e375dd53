import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { byHalves, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import type { ActingKind } from '../acting.rules.ts';
import { countOutcomes, type Outcome, toOutcomeParameters, unrecorded } from '../lookups/index.ts';
import type { FoundPreview } from './preview.rules.ts';
import { addSql, declineSql, endSql, findSql, releaseSql } from './preview.sql.ts';

export interface NewPreview {
  /** Of the decision. */
  readonly id: string;
  readonly citizen: string;
  /** Who asked to see it, for that person. */
  readonly actedBy: string;
  readonly actingAs: ActingKind;
  /** Name of that person in the events of the residents register, so that a death ends the preview. */
  readonly eventSubject: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly consentId: string;
  readonly grantId: string;
  readonly caseReference: string | null;
  /** That it answers. */
  readonly request: string | null;
  /** Both null without evidence. */
  readonly digest: string | null;
  readonly sealed: string | null;
}

export interface StoredPreview extends FoundPreview {
  readonly id: string;
  readonly citizen: string;
  readonly actedBy: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference: string | null;
  readonly expiresAt: Date;
}

interface Own {
  readonly id: string;
  readonly citizen: string;
}

/** Whoever asked to see a preview decides on it. */
interface Asked {
  readonly id: string;
  readonly by: string;
}

interface Releasing extends Own {
  /** Who decided. */
  readonly by: string;
  readonly hash: string;
  readonly envelope: string;
}

interface Released {
  readonly id: string;
  readonly envelope: string;
  readonly expiresAt: Date;
}

interface Seen {
  readonly preview: NewPreview;
  readonly outcome: Outcome;
}

const idsOf = (own: readonly Pick<Own, 'id'>[]): string[] => own.map(({ id }) => id);
const citizensOf = (own: readonly Own[]): string[] => own.map(({ citizen }) => citizen);

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;

/** What citizens were shown and have to decide on; of a release see `ReleaseStore`. */
@Injectable()
export class PreviewStore {
  private readonly batch = new NaturalBatch<Seen, Date>({
    run: async (seen) => (await byHalves(seen, (some) => this.insert(some))).map(unrecorded),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  private readonly finds = new NaturalBatch<Asked, StoredPreview | undefined>({
    run: async (asked) => {
      const values = [idsOf(asked), asked.map(({ by }) => by)];
      const rows = await this.query<StoredPreview>('find-previews', findSql, values);
      return asked.map(({ id, by }) => {
        const row = rows.get(id);
        return row?.actedBy === by ? row : undefined;
      });
    },
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });
  private readonly releases = new NaturalBatch<Releasing, Released | undefined>({
    run: async (all) => {
      const values = [
        idsOf(all),
        citizensOf(all),
        all.map(({ hash }) => hash),
        all.map((one) => one.envelope),
        all.map(({ by }) => by),
      ];
      const rows = await this.query<Released>('release-previews', releaseSql, values);
      // Of several that use one preview at once the others find what the first one made.
      return all.map(({ id, envelope }) => {
        const row = rows.get(id);
        return row?.envelope === envelope ? row : undefined;
      });
    },
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Records the outcome of the decision as well: nothing may be shown before. @returns until when it can be decided on */
  add(preview: NewPreview, outcome: Outcome): Promise<Date> {
    return this.batch.submit({ preview, outcome });
  }

  /** @param by who asked to see it */
  find(id: string, by: string): Promise<StoredPreview | undefined> {
    return this.finds.submit({ id, by });
  }

  /** @returns nothing where it is no longer open */
  release(releasing: Releasing): Promise<Released | undefined> {
    return this.releases.submit(releasing);
  }

  /** @returns false where it is no longer open */
  async decline(id: string, by: string): Promise<boolean> {
    return (await this.pool.query(declineSql, [id, by])).rowCount === 1;
  }

  /** Ends what a person has not decided on, and what was not taken. @returns how many */
  async endByDeath(manager: EntityManager, eventSubject: string): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(endSql, [eventSubject]);
    return count;
  }

  private async insert(seen: readonly Seen[]): Promise<readonly Date[]> {
    const outcomes = seen.map(({ outcome }) => outcome);
    const rows = await this.query<Pick<Released, 'id' | 'expiresAt'>>('add-previews', addSql, [
      JSON.stringify(seen.map(({ preview }) => preview)),
      ...toOutcomeParameters(outcomes),
    ]);
    countOutcomes(outcomes);
    return seen.map(({ preview: { id } }) => {
      const row = rows.get(id);
      if (row === undefined) throw new Error('retention_period does not say how long a preview lasts');
      return row.expiresAt;
    });
  }

  private async query<R extends { readonly id: string }>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<ReadonlyMap<string, R>> {
    const { rows } = await this.pool.query<R>({ name, text, values });
    return new Map(rows.map((row) => [row.id, row]));
  }
}
