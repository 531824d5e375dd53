import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import {
  HOT_POOL,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  lockKeys,
  type Submission,
} from '#libs/service-kit';
import { SubjectPseudonyms } from '../subjects/index.ts';

/** Runs a statement in the transaction of the effect. */
export type Run = (sql: string, values: readonly unknown[]) => Promise<unknown>;

interface Executed {
  readonly fingerprint: string;
  readonly result: string;
}

/** A request under a key, of one caller at one route. */
export interface Once {
  /** What the same request made before; before anything else is judged. @throws IdempotencyKeyReused */
  earlier(): Promise<string | undefined>;
  /**
   * The same, in the transaction of the effect, which from here on is the only one under this key.
   * @throws IdempotencyKeyInUse, IdempotencyKeyReused
   */
  claim(run: Run): Promise<string | undefined>;
  /** Remembers what was made, with the effect's own commit. */
  made(result: string, run: Run): Promise<void>;
}

const findSql =
  'select fingerprint, result from idempotent_request where owner = $1 and route = $2 and key = $3';
const claimSql = `select pg_try_advisory_xact_lock(${lockKeys.idempotencyKey}) as claimed`;
/** A key is remembered for a day; each one that comes takes some of the old ones with it, which an index tells by now(). */
const madeSql = `
with old as (
  delete from idempotent_request where ctid = any(array(
    select ctid from idempotent_request where at < now() - interval '1 day'
    order by at limit 100 for update skip locked))
)
insert into idempotent_request (owner, route, key, fingerprint, result) values ($1, $2, $3, $4, $5)`;

/** Executes a request once per key (draft-ietf-httpapi-idempotency-key-header). */
@Injectable()
export class IdempotentRequests {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly pseudonyms: SubjectPseudonyms,
  ) {}

  /**
   * @param owner whose key it is: a client, or a citizen's pseudonym
   * @returns nothing for a request without a key
   */
  of({ idempotencyKey: key, fingerprint }: Submission, owner: string, route: string): Once | undefined {
    if (key === undefined) return undefined;
    const place = [owner, route, key];
    const own = this.pseudonyms.ofRequest(fingerprint);
    const find = async (run: Run): Promise<string | undefined> => {
      const [found] = (await run(findSql, place)) as readonly Executed[];
      if (found !== undefined && found.fingerprint !== own) throw new IdempotencyKeyReused();
      return found?.result;
    };
    return {
      earlier: () => find(async (sql, values) => (await this.pool.query<object>(sql, [...values])).rows),
      claim: async (run) => {
        const [row] = (await run(claimSql, [place.join(' ')])) as readonly { claimed: boolean }[];
        if (row?.claimed !== true) throw new IdempotencyKeyInUse();
        return find(run);
      },
      made: async (result, run) => void (await run(madeSql, [...place, own, result])),
    };
  }
}
