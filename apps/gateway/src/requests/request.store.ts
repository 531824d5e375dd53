import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL, lockKeys } from '#libs/service-kit';
import type { Acting } from '../acting.rules.ts';
import { PersonAskedTooOften } from './request.errors.ts';

export interface NewRequest {
  readonly id: string;
  readonly citizen: string;
  readonly authority: string;
  readonly clientId: string;
  readonly purpose: string;
  readonly caseReference: string | null;
  readonly items: readonly {
    readonly evidenceType: string;
    readonly fields: readonly string[];
    readonly noticeSha256: string;
  }[];
}

export interface StoredItem {
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly noticeSha256: string;
  readonly state: 'OPEN' | 'DECLINED' | 'USED';
  /** Of a use that waits for the authority. */
  readonly envelope: string | null;
}

export interface StoredRequest {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly caseReference: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly expired: boolean;
  /** When something was used or declined last. */
  readonly decidedAt: Date | null;
  /** That named the callback of its authority; where that is told of it. */
  readonly tellsClient?: string | null;
  readonly items: readonly StoredItem[];
}

const openSql = `
with opened as (
  insert into evidence_request (id, citizen, authority, client_id, purpose, case_reference, expires_at)
  select $1, $2, $3, $4, $5, $6, clock_timestamp() + keep from retention_period where kind = 'evidence-request'
  returning id
)
insert into evidence_request_item (request, place, evidence_type, fields, notice_sha256)
select o.id, i.place, i."evidenceType", i.fields, i."noticeSha256"
from opened o cross join json_to_recordset($7)
  as i(place smallint, "evidenceType" text, fields text[], "noticeSha256" text)`;

/** An authority's requests to one person whose time is not over: so many that wait, and so many in all. */
const MOST = { open: 10, all: 100 };

const untilS = (instant: string): string =>
  `greatest(1, ceil(extract(epoch from ${instant} - clock_timestamp())))::integer`;

/** Seconds until the first of those that are too many ends; null where there are not. */
const tooOftenSql = `
with mine as (
  select expires_at, (select true from evidence_request_item i where i.request = r.id and i.state = 'OPEN' limit 1) as open
  from evidence_request r where citizen = $1 and authority = $2 and expires_at > clock_timestamp()
)
select case when count(*) filter (where open) >= ${MOST.open} then ${untilS('min(expires_at) filter (where open)')}
  when count(*) >= ${MOST.all} then ${untilS('min(expires_at)')} end as "waitS" from mine`;

const read = (from: string, besides = ''): string => `
select r.id, r.authority, r.purpose, r.case_reference as "caseReference", r.opened_at as "openedAt",
  r.expires_at as "expiresAt", r.expires_at <= clock_timestamp() as expired, i.items,
  i."decidedAt"${besides}
from ${from} r cross join lateral (
  select json_agg(json_build_object('evidenceType', i.evidence_type, 'fields', i.fields, 'noticeSha256',
    i.notice_sha256, 'state', i.state, 'envelope', p.envelope) order by i.place) as items,
    max(i.decided_at) as "decidedAt"
  from evidence_request_item i
  left join preview p on p.id = i.preview and p.state = 'RELEASED' and p.expires_at > clock_timestamp()
  where i.request = r.id) i`;

const anySql = read(
  '(select * from evidence_request where id = $1)',
  ', (select client_id from release_callback_of(r.authority)) as "tellsClient"',
);
const oneSql = (whose: 'citizen' | 'authority'): string =>
  read(`(select * from evidence_request where id = $1 and ${whose} = any($2::text[]))`);
const listSql = `${read(`(
  select * from evidence_request where citizen = $1 and ($2::uuid is null or id < $2) order by id desc limit $3)`)}
order by r.id desc`;

/** As the decision on a preview does, so that of the two one comes first. */
const declineSql = `
update evidence_request_item i set state = 'DECLINED', decided_at = clock_timestamp(), decided_by = $4
from evidence_request r
where r.id = $1 and r.citizen = $2 and r.expires_at > clock_timestamp() and i.request = r.id and i.state = 'OPEN'
  and ($3::text is null or i.evidence_type = $3)
returning i.evidence_type`;

/** Requests of authorities to citizens. That something was used or declined by its preview is written with that decision. */
@Injectable()
export class RequestStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Those of one authority to one person are opened one after the other. @throws PersonAskedTooOften */
  async open({ id, citizen, authority, clientId, purpose, caseReference, items }: NewRequest): Promise<void> {
    const placed = JSON.stringify(items.map((item, place) => ({ ...item, place })));
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query(`select pg_advisory_xact_lock(${lockKeys.requestScope})`, [
        `${citizen} ${authority}`,
      ]);
      const { rows } = await client.query<{ waitS: number | null }>(tooOftenSql, [citizen, authority]);
      const waitS = rows[0]?.waitS ?? null;
      if (waitS !== null) throw new PersonAskedTooOften(waitS);
      await client.query(openSql, [id, citizen, authority, clientId, purpose, caseReference, placed]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  ofCitizen(id: string, citizen: string): Promise<StoredRequest | undefined> {
    return this.one(oneSql('citizen'), id, [citizen]);
  }

  /** @param authorities who asks, and those it took over */
  ofAuthority(id: string, authorities: readonly string[]): Promise<StoredRequest | undefined> {
    return this.one(oneSql('authority'), id, authorities);
  }

  /** Whoever's it is. */
  async any(id: string): Promise<StoredRequest | undefined> {
    return (await this.pool.query<StoredRequest>(anySql, [id])).rows[0];
  }

  /** Newest first. */
  async list(citizen: string, after: string | undefined, limit: number): Promise<readonly StoredRequest[]> {
    return (await this.pool.query<StoredRequest>(listSql, [citizen, after ?? null, limit])).rows;
  }

  /** @returns whether anything was open */
  async decline(id: string, acting: Acting, evidenceType: string | undefined): Promise<boolean> {
    const values = [id, acting.for, evidenceType ?? null, acting.by];
    const { rowCount } = await this.pool.query(declineSql, values);
    return rowCount !== 0;
  }

  private async one(sql: string, id: string, whose: readonly string[]): Promise<StoredRequest | undefined> {
    return (await this.pool.query<StoredRequest>(sql, [id, whose])).rows[0];
  }
}
