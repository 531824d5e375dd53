import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { byHalves, HOT_POOL, NaturalBatch } from '#libs/service-kit';
import { countOutcomes, type Outcome, unrecorded } from '../lookups/index.ts';
import type { FoundRelease } from './preview.rules.ts';

export interface StoredRelease extends FoundRelease {
  readonly id: string;
  readonly citizen: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly consentId: string;
  readonly caseReference: string | null;
  readonly digest: string;
  readonly sealed: string;
  /** Who decided to use it. */
  readonly decidedBy: string;
}

/** A release that was read from its register. */
export interface Taking {
  readonly id: string;
  /** Idempotency key of the request. */
  readonly key: string;
  /** Whether the register answers what was seen. */
  readonly isSame: boolean;
  readonly outcome: Pick<Outcome, 'decisionId' | 'released' | 'concerns'>;
}

interface Finding {
  readonly hash: string;
  readonly authorities: readonly string[];
}

/** One release as its authority's callback hears of it. */
export interface ToldRelease extends PendingRelease {
  /** Whether it still waits to be taken. */
  readonly waits: boolean;
  readonly releasedAt: Date;
}

export interface PendingRelease {
  readonly id: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly caseReference: string | null;
  readonly envelope: string;
  readonly expiresAt: Date;
}

const MAX_BATCH = 256;
const MAX_QUEUED = 4_096;

const repeatable = `taken_at > clock_timestamp() - (select keep from retention_period where kind = 'taken-release')`;

const findSql = `
select id, citizen, authority, purpose, evidence_type as "evidenceType", fields, consent_id as "consentId",
  case_reference as "caseReference", digest, sealed, decided_by as "decidedBy", state, taken_key as "takenKey",
  expires_at <= clock_timestamp() as expired, ${repeatable} as repeatable, release_hash as hash
from preview p join unnest($1::text[], $2::text[]) as a(hash, whose) on p.release_hash = a.hash and p.authority = a.whose`;

const toldSql = `
select id, purpose, evidence_type as "evidenceType", case_reference as "caseReference", envelope,
  expires_at as "expiresAt", decided_at as "releasedAt", state = 'RELEASED' and expires_at > clock_timestamp() as waits
from preview where id = $1`;

/**
 * A page of each authority, of which the newest make the page. By ranges, as of equality the planner expects few rows, which it
 * would sort; see `alongIndex`.
 */
const pendingSql = (authorities: number): string => {
  const page = (_: unknown, place: number): string => `(
  select id, purpose, evidence_type as "evidenceType", case_reference as "caseReference", envelope, expires_at as "expiresAt"
  from preview where authority >= $${place + 3} and authority <= $${place + 3} and state = 'RELEASED'
    and expires_at > clock_timestamp() and ($2::uuid is null or id < $2)
  order by authority, id desc limit $1)`;
  const pages = Array.from({ length: authorities }, page).join(' union all ');
  return `select * from (${pages}) p order by id desc limit $1`;
};

/**
 * Takes and records in one statement, so that there is no outcome of what was not taken, and nothing is taken without one.
 * The rows are locked in the order of their ids; whoever waited for another request sees what that one did. A key that an
 * outcome has already, because somebody took this process for dead, fails the statement, and nothing is taken. Of several
 * requests in a batch the first takes a release; those under the same key are answered alike.
 */
const takeSql = `
with asked as (
  select * from rows from (json_to_recordset($1) as (id uuid, key text, same boolean, decision uuid, released smallint))
    with ordinality as a(id, key, same, decision, released, place)
),
held as materialized (
  select id, state, taken_key as key, state = 'RELEASED' and expires_at > clock_timestamp() as waits, ${repeatable} as again
  from preview where id = any(array(select id from asked)) order by id for no key update
),
first as (
  select distinct on (id) a.id, a.key, a.same from asked a join held h using (id)
  where h.waits or (h.state = 'TAKEN' and h.again and h.key = a.key) order by id, place
),
taken as (
  update preview p set state = 'TAKEN', taken_key = f.key, taken_at = coalesce(p.taken_at, clock_timestamp())
  from first f where p.id = f.id and f.same returning p.id, p.taken_key as key
),
closed as (
  update preview p set state = 'CHANGED', digest = null, sealed = null, envelope = null
  from first f where p.id = f.id and not f.same returning p.id
),
concerned as (
  insert into concern (decision_id, citizen) select * from json_to_recordset($2) as c(decision uuid, citizen text)
  on conflict do nothing
)
insert into outcome (decision_id, status, released)
select a.decision, case when not a.same then 'CHANGED' when t.id is not null then 'EVIDENCE' else 'NOT_HANDED_OVER' end,
  case when a.same and t.id is not null then a.released else 0 end
from asked a left join taken t on t.id = a.id and t.key = a.key
returning decision_id as decision, status`;

interface Written {
  readonly decision: string;
  readonly status: 'EVIDENCE' | 'CHANGED' | 'NOT_HANDED_OVER';
}

/** What was released to an authority, until it is taken or its time is over. */
@Injectable()
export class ReleaseStore {
  private readonly batch = new NaturalBatch<Taking, Written['status']>({
    run: async (takings) => (await byHalves(takings, (some) => this.write(some))).map(unrecorded),
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  private readonly finds = new NaturalBatch<Finding, StoredRelease | undefined>({
    run: async (asked) => {
      const pairs = asked.flatMap(({ hash, authorities }) =>
        authorities.map((each) => [hash, each] as const),
      );
      const values = [pairs.map(([hash]) => hash), pairs.map(([, authority]) => authority)];
      const { rows } = await this.pool.query<StoredRelease & { authority: string; hash: string }>({
        name: 'find-releases',
        text: findSql,
        values,
      });
      return asked.map(({ hash, authorities }) =>
        rows.find((row) => row.hash === hash && authorities.includes(row.authority)),
      );
    },
    maxSize: MAX_BATCH,
    maxQueued: MAX_QUEUED,
    lanes: 2,
  });

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** @param authorities who asks, and those it took over */
  find(hash: string, authorities: readonly string[]): Promise<StoredRelease | undefined> {
    return this.finds.submit({ hash, authorities });
  }

  /** Records the outcome, and with `EVIDENCE` that the release is taken: only then may the answer leave. */
  take(taking: Taking): Promise<Written['status']> {
    return this.batch.submit(taking);
  }

  /** Newest first. */
  async pending(
    authorities: readonly string[],
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<readonly PendingRelease[]> {
    const text = pendingSql(authorities.length);
    const { rows } = await this.pool.query<PendingRelease>(text, [limit, after ?? null, ...authorities]);
    return rows;
  }

  async told(id: string): Promise<ToldRelease | undefined> {
    return (await this.pool.query<ToldRelease>(toldSql, [id])).rows[0];
  }

  private async write(takings: readonly Taking[]): Promise<readonly Written['status'][]> {
    const asked = takings.map(({ id, key, isSame, outcome: { decisionId, released } }) => ({
      id,
      key,
      same: isSame,
      decision: decisionId,
      released,
    }));
    const concerned = takings.flatMap(({ outcome: { decisionId, concerns } }) =>
      concerns.map((citizen) => ({ decision: decisionId, citizen })),
    );
    const { rows } = await this.pool.query<Written>({
      name: 'take-releases',
      text: takeSql,
      values: [JSON.stringify(asked), JSON.stringify(concerned)],
    });
    countOutcomes(rows);
    const written = new Map(rows.map(({ decision, status }) => [decision, status]));
    return takings.map(({ outcome }) => written.get(outcome.decisionId)!);
  }
}
