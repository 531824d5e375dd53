import type { Pool } from 'pg';
import { type AssuranceLevel, assuranceLevels, reachesLevel } from '#libs/contracts';
import { providerQuery } from './provider-query.ts';

const KEEP = `interval '3 years'`;
const TIDY_MOST = 100;

const keepSql = `
  insert into kept_pseudonym (account, acr, pseudonym) values ($1, $2, $3)
  on conflict (account, acr) do update set pseudonym = excluded.pseudonym, used_at = now()`;

const useSql = `
  update kept_pseudonym set used_at = now()
  where account = $1 and acr = any($2) and used_at > now() - ${KEEP} returning acr, pseudonym`;

const tidySql = `
  delete from kept_pseudonym where ctid = any(array(
    select ctid from kept_pseudonym where used_at < now() - ${KEEP} order by used_at limit $1 for update skip locked))`;

interface Kept {
  readonly acr: AssuranceLevel;
  readonly pseudonym: string;
}

/**
 * The pseudonym of an account's earlier logins, for three years after the last: a consent lasts a year at most, and what it
 * led to is shown for two. Kept for each level by itself, since a login of a lower level, at which persons may name
 * themselves, must not say who somebody is at a higher one.
 */
export class KeptPseudonyms {
  constructor(private readonly pool: Pool) {}

  /** @param account keyed name of the account */
  async keep(account: string, { acr, pseudonym }: Kept): Promise<void> {
    await providerQuery(this.pool, keepSql, [account, acr, pseudonym]);
    await providerQuery(this.pool, tidySql, [TIDY_MOST]);
  }

  /** What was kept by a login of that level or a higher one; the highest rules. */
  async of(account: string, acr: AssuranceLevel): Promise<string | undefined> {
    const levels = assuranceLevels.filter((level) => reachesLevel(level, acr)).toReversed();
    const { rows } = await providerQuery<Kept>(this.pool, useSql, [account, levels]);
    return levels.flatMap((level) => rows.filter((row) => row.acr === level))[0]?.pseudonym;
  }
}
