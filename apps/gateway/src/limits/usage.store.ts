import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { SubjectKind } from '#libs/contracts';
import { HOT_POOL } from '#libs/service-kit';
import type { Quota, Usage, UsageSince } from './quota.ts';

export interface ClientUsage extends Usage {
  readonly client: string;
  readonly kind: SubjectKind;
}
export type ClientUsageSince = ClientUsage & UsageSince & Quota['terms'];

/** Refilled up to now, by the one clock that all gateways share. */
const left = (what: 'debt' | 'guess', column: 'debt' | 'guesses'): string =>
  `greatest(0, u.${column} - u.${what}_rate * extract(epoch from clock_timestamp() - u.at))`;

const allSql = `
select client, kind, ${left('debt', 'debt')} as debt, ${left('guess', 'guesses')} as guesses from lookup_usage u`;

/** Adds, so that gateways that write at once lose nothing. In the order of the key, so that they do not deadlock. */
const addSql = `
insert into lookup_usage as u (client, kind, debt, guesses, refused, debt_rate, debt_most, guess_rate, guess_most)
select * from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::bigint[], $6::float8[], $7::float8[],
  $8::float8[], $9::float8[]) as given order by 1, 2
on conflict (client, kind) do update set
  debt = greatest(0, least(excluded.debt_most, ${left('debt', 'debt')} + excluded.debt)),
  guesses = least(excluded.guess_most, ${left('guess', 'guesses')} + excluded.guesses),
  refused = u.refused + excluded.refused, at = clock_timestamp(), debt_rate = excluded.debt_rate,
  debt_most = excluded.debt_most, guess_rate = excluded.guess_rate, guess_most = excluded.guess_most
returning client, kind, debt, guesses`;

/** What clients have used of their quotas, all gateways together. */
@Injectable()
export class UsageStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  async all(): Promise<readonly ClientUsage[]> {
    return (await this.pool.query<ClientUsage>(allSql)).rows;
  }

  /** @returns what is used in all */
  async add(used: readonly ClientUsageSince[]): Promise<readonly ClientUsage[]> {
    const { rows } = await this.pool.query<ClientUsage>({
      name: 'add-usage',
      text: addSql,
      values: [
        used.map((each) => each.client),
        used.map((each) => each.kind),
        used.map((each) => each.debt),
        used.map((each) => each.guesses),
        used.map((each) => each.refused),
        used.map((each) => each.debtRate),
        used.map((each) => each.debtMost),
        used.map((each) => each.guessRate),
        used.map((each) => each.guessMost),
      ],
    });
    return rows;
  }
}
