import { alongIndex } from '#libs/service-kit';
import { type CaseDefinition, columnsOf } from './case-definition.ts';
import type { Case, CaseFilter } from './case.rules.ts';

/** A page in the order in which cases were opened, of each authority by itself: no case of another one is read. */
export function listSql<C extends Case>(
  definition: CaseDefinition<C>,
  ids: readonly string[],
  { state, kind }: CaseFilter,
  after: string | undefined,
  limit: number,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [ids, limit];
  const given = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : `$${values.push(value)}`;
  const [ofState, ofKind, from] = [given(state), given(kind), given(after)];
  const { where, orderBy } = alongIndex({
    fixed: {
      'c.authority': 'keeper.id',
      ...(ofState && { 'c.state': ofState }),
      ...(ofKind && { 'c.kind': ofKind }),
    },
    by: 'c.id',
    after: from && `${from}::uuid`,
  });
  const sql = `select page.* from unnest($1::text[]) as keeper(id)
    cross join lateral (
      select ${columnsOf(definition)} from cases c where ${where} order by ${orderBy} limit $2) page
    order by page.id limit $2`;
  return { sql, values };
}

/** $1 case, $2 ids as above, $3 officer, $4 issuer, $5 client. The row's lock lets one of two officers through; the other finds it taken. */
export const takeSql = `
  with taken as (
    update cases set state = 'TAKEN', taken_by = $3, taken_issuer = $4, taken_at = now()
    where id = $1 and authority = any($2::text[]) and state = 'OPEN' returning id),
  noted as (
    insert into case_acts (case_id, act, officer, issuer, client) select id, 'TAKEN', $3, $4, $5 from taken)
  select id from taken`;

/** $1 to $5 as above, $6 outcome. Nobody closes what another has taken; the open question goes with the case. */
export const closeSql = <C extends Case>({ enquiries }: CaseDefinition<C>): string => `
  with closed as (
    update cases set state = 'CLOSED', outcome = $6, closed_by = $3, closed_issuer = $4, closed_at = now()
    where id = $1 and authority = any($2::text[])
      and (state = 'OPEN' or (state = 'TAKEN' and taken_by = $3::text and taken_issuer = $4::text))
    returning id),
  ${unasked(enquiries)}
  noted as (
    insert into case_acts (case_id, act, officer, issuer, client) select id, 'CLOSED', $3, $4, $5 from closed)
  select id from closed`;

/** $1 outcome, then those of the condition. The register itself ends cases that are not closed. */
export const endSql = <C extends Case>({ enquiries }: CaseDefinition<C>, which: string): string => `
  with closed as (
    update cases set state = 'CLOSED', outcome = $1, closed_at = now()
    where state <> 'CLOSED' and (${which}) returning id),
  ${unasked(enquiries)}
  noted as (
    insert into case_acts (case_id, act) select id, 'CLOSED' from closed)
  select id from closed`;

const unasked = (enquiries: string | undefined): string =>
  enquiries ? `unasked as (delete from ${enquiries} where case_id in (select id from closed)),` : '';
