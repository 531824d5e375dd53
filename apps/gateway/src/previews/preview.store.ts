import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { byHalves, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import { unrecorded } from '../lookups/index.ts';
import type { FoundPreview } from './preview.rules.ts';

export interface NewPreview {
  /** Of the decision. */
  readonly id: string;
  readonly citizen: string;
  /** Name of that person in the events of the residents register, so that a death ends the preview. */
  readonly eventSubject: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly consentId: string;
  readonly grantId: string;
  readonly caseReference: string | null;
  /** Both null without evidence. */
  readonly digest: string | null;
  readonly sealed: string | null;
}

export interface StoredPreview extends FoundPreview {
  readonly id: string;
  readonly citizen: string;
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

interface Releasing extends Own {
  readonly hash: string;
  readonly envelope: string;
}

interface Released {
  readonly id: string;
  readonly envelope: string;
  readonly expiresAt: Date;
}

const idsOf = (own: readonly Own[]): string[] => own.map(({ id }) => id);
const citizensOf = (own: readonly Own[]): string[] => own.map(({ citizen }) => citizen);

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;

const addSql = `
insert into preview (id, citizen, event_subject, authority, purpose, evidence_type, fields, consent_id, grant_id,
  case_reference, digest, sealed, expires_at)
select n.id, n.citizen, n."eventSubject", n.authority, n.purpose, n."evidenceType", n.fields, n."consentId", n."grantId",
  n."caseReference", n.digest, n.sealed, clock_timestamp() + p.keep
from json_to_recordset($1) as n(id uuid, citizen text, "eventSubject" text, authority text, purpose text,
  "evidenceType" text, fields text[], "consentId" text, "grantId" text, "caseReference" text, digest text, sealed text)
cross join retention_period p where p.kind = 'preview'
returning id, expires_at as "expiresAt"`;

const findSql = `
select id, citizen, authority, purpose, evidence_type as "evidenceType", case_reference as "caseReference", state, sealed, envelope,
  expires_at as "expiresAt", expires_at <= clock_timestamp() as expired
from preview p join unnest($1::uuid[], $2::text[]) as a(of, whose) on p.id = a.of and p.citizen = a.whose`;

/** In the order of their ids, as who takes releases locks them. */
const releaseSql = `
with asked as (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as a(id, citizen, hash, envelope)
),
held as materialized (
  select p.id from preview p join asked using (id, citizen)
  where p.state = 'OPEN' and p.expires_at > clock_timestamp() and p.sealed is not null
  order by p.id for no key update of p
),
once as (
  select distinct on (id) a.* from asked a join held using (id)
)
update preview p set state = 'RELEASED', decided_at = clock_timestamp(), release_hash = o.hash, envelope = o.envelope,
  expires_at = clock_timestamp() + (select keep from retention_period where kind = 'release')
from once o where p.id = o.id returning p.id, p.envelope, p.expires_at as "expiresAt"`;

const declineSql = `
update preview set state = 'DECLINED', decided_at = clock_timestamp(), digest = null, sealed = null
where id = $1 and citizen = $2 and state = 'OPEN' and expires_at > clock_timestamp() returning id`;

/** In the order of their ids, as who takes releases locks them. */
const endSql = `
with held as (
  select id from preview where event_subject = $1 and state in ('OPEN', 'RELEASED') order by id for no key update
)
update preview p set state = 'ENDED', digest = null, sealed = null, envelope = null
from held where p.id = held.id`;

/** What citizens were shown and have to decide on; of a release see `ReleaseStore`. */
@Injectable()
export class PreviewStore {
  private readonly batch = new NaturalBatch<NewPreview, Date>({
    run: async (previews) => (await byHalves(previews, (some) => this.insert(some))).map(unrecorded),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  private readonly finds = new NaturalBatch<Own, StoredPreview | undefined>({
    run: async (own) => {
      const rows = await this.query<StoredPreview>('find-previews', findSql, [idsOf(own), citizensOf(own)]);
      return own.map(({ id, citizen }) => {
        const row = rows.get(id);
        return row?.citizen === citizen ? row : undefined;
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

  /** @returns until when it can be decided on */
  add(preview: NewPreview): Promise<Date> {
    return this.batch.submit(preview);
  }

  find(id: string, citizen: string): Promise<StoredPreview | undefined> {
    return this.finds.submit({ id, citizen });
  }

  /** @returns nothing where it is no longer open */
  release(releasing: Releasing): Promise<Released | undefined> {
    return this.releases.submit(releasing);
  }

  /** @returns false where it is no longer open */
  async decline(id: string, citizen: string): Promise<boolean> {
    return (await this.pool.query(declineSql, [id, citizen])).rowCount === 1;
  }

  /** Ends what a person has not decided on, and what was not taken. @returns how many */
  async endByDeath(manager: EntityManager, eventSubject: string): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(endSql, [eventSubject]);
    return count;
  }

  private async insert(previews: readonly NewPreview[]): Promise<readonly Date[]> {
    const rows = await this.query<Pick<Released, 'id' | 'expiresAt'>>('add-previews', addSql, [
      JSON.stringify(previews),
    ]);
    return previews.map(({ id }) => {
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
