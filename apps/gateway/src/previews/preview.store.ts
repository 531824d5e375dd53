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
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference: string | null;
  readonly expiresAt: Date;
}

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
select id, authority, purpose, evidence_type as "evidenceType", case_reference as "caseReference", state, sealed, envelope,
  expires_at as "expiresAt", expires_at <= clock_timestamp() as expired
from preview where id = $1 and citizen = $2`;

/** What nobody decided on in time, or somebody has, is no longer open to anybody. */
const open = `id = $1 and citizen = $2 and state = 'OPEN' and expires_at > clock_timestamp()`;

const releaseSql = `
update preview set state = 'RELEASED', decided_at = clock_timestamp(), release_hash = $3, envelope = $4,
  expires_at = clock_timestamp() + (select keep from retention_period where kind = 'release')
where ${open} and sealed is not null returning envelope, expires_at as "expiresAt"`;

const declineSql = `
update preview set state = 'DECLINED', decided_at = clock_timestamp(), digest = null, sealed = null
where ${open} returning id`;

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

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @returns until when it can be decided on */
  add(preview: NewPreview): Promise<Date> {
    return this.batch.submit(preview);
  }

  async find(id: string, citizen: string): Promise<StoredPreview | undefined> {
    const values = [id, citizen];
    return (await this.pool.query<StoredPreview>({ name: 'find-preview', text: findSql, values })).rows[0];
  }

  /** @returns nothing where it is no longer open */
  async release(
    { id, citizen }: { readonly id: string; readonly citizen: string },
    { hash, envelope }: { readonly hash: string; readonly envelope: string },
  ): Promise<{ readonly envelope: string; readonly expiresAt: Date } | undefined> {
    const values = [id, citizen, hash, envelope];
    const { rows } = await this.pool.query<{ envelope: string; expiresAt: Date }>({
      name: 'release-preview',
      text: releaseSql,
      values,
    });
    return rows[0];
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
    const { rows } = await this.pool.query<{ id: string; expiresAt: Date }>({
      name: 'add-previews',
      text: addSql,
      values: [JSON.stringify(previews)],
    });
    const ends = new Map(rows.map(({ id, expiresAt }) => [id, expiresAt]));
    return previews.map(({ id }) => {
      const end = ends.get(id);
      if (end === undefined) throw new Error('retention_period does not say how long a preview lasts');
      return end;
    });
  }
}
