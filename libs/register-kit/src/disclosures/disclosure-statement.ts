import type { SubjectKind } from '#libs/contracts';
import type { RecordLayout } from '../record/record-layout.ts';
import type { Origins, RegisterRecord } from '../record/register-record.ts';
import type { Register } from '../record/register-definition.ts';

export type Outcome = 'EVIDENCE' | 'UNKNOWN' | 'AMBIGUOUS' | 'MISMATCH' | 'LOCKED';

/** Members with `_` are the statement's own; `_position` counts from 1. All other members are properties of the record. */
export interface DisclosureRow {
  readonly _position: number;
  readonly _outcome: Outcome;
  /** JSON text of a list of pseudonyms. */
  readonly _concerns: string;
  readonly _origins: Origins;
  readonly _authority: string | null;
  readonly [property: string]: unknown;
}

export interface DisclosureQuestion {
  readonly kind: SubjectKind;
  /** Of the record; only these are read. */
  readonly properties: readonly string[];
  /** Whether the process keeps the records of every authority. */
  readonly servesAll: boolean;
  /** The person is told, not the authority; the log says so. */
  readonly toPerson: boolean;
}

/** SQL that goes on a condition: the record is one that this process keeps. */
type Kept = (alias: string) => string;

/**
 * Text of the statement that answers permits of one subject kind: it reads by key, judges, and logs the true outcome,
 * together or not at all. A permit whose id is in the log already yields no row. Only the given properties are read.
 *
 * Parameters, arrays in step: $1 decision ids, $2 subjects, $3 birth dates, $4 citizens, $5 authorities, $6 purposes,
 * $7 evidence types; for all: $8 subject kind, $9 field paths, and where only some authorities are served $10 their ids.
 */
export function disclosureSql<T extends RegisterRecord>(
  register: Register<T>,
  layout: RecordLayout,
  { kind, properties, servesAll, toPerson }: DisclosureQuestion,
): string {
  const kept: Kept = (alias) => (servesAll ? '' : ` and ${alias}.authority = any($10::text[])`);
  const {
    parsed = '',
    join,
    ambiguous,
  } = register.search?.kind === kind
    ? searchedFor(layout, kept)
    : namedBy(register, layout, {
        kind,
        kept,
        tellsNothing: properties.every((property) => property === 'id'),
      });
  const birthDate = register.birthDate ? `r.${layout.column(register.birthDate)}` : 'null';
  // With a prefix, because a record may have a property like a column of the permit, e.g. a company's purpose.
  const read = properties.map((property) => `r.${layout.column(property)} as "r_${property}"`);
  const told = properties.map((property) => `j."r_${property}" as "${property}"`);
  return `
  with asked as ${parsed && 'materialized '}(
    select u.*${parsed} from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
      with ordinality as u(decision_id, subject, birth_date, citizen, authority, purpose, evidence_type, position)),
  judged as materialized (
    select a.*, r.id as record_id, r.version as record_version, r.concerns, r.origins, r.authority as keeper${read.map((column) => `, ${column}`).join('')},
      case
        when r.id is null then 'UNKNOWN'
        when ${ambiguous} then 'AMBIGUOUS'
        when a.birth_date is not null and a.birth_date is distinct from ${birthDate}::text then 'MISMATCH'
        when ${register.inspectable ? 'false' : 'a.citizen is not null and not a.citizen = any(r.concerns)'} then 'MISMATCH'
        when ${register.lockedWhen ?? 'false'} then 'LOCKED'
        else 'EVIDENCE'
      end as outcome
    from asked a ${join}),
  logged as (
    insert into disclosure_log
      (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome, record_id, record_version${toPerson ? ', recipient' : ''})
    select decision_id, authority, purpose, evidence_type, $8::text, $9::text, outcome, record_id, record_version${toPerson ? ", 'PERSON'" : ''} from judged
    on conflict (decision_id) do nothing
    returning decision_id)
  select j.position::int as "_position", j.outcome as "_outcome", array_to_json(j.concerns)::text as "_concerns", j.origins as "_origins",
    j.keeper as "_authority"
    ${told.map((column) => `, ${column}`).join('')}
  from judged j join logged l on l.decision_id = j.decision_id`;
}

/** How the asked subject `a.subject` leads to the record `r`. */
interface Found {
  /**
   * Columns made of the subject `u.subject`. Made beforehand: row-level security lets no function come before it that may
   * tell of a row, so that a comparison with one would not go by index.
   */
  readonly parsed?: string;
  /** SQL that joins the record, or nulls, to the asked subject `a`. */
  readonly join: string;
  /** SQL that says whether another record is named so as well. */
  readonly ambiguous: string;
}

/** One of these must be a record id before it is compared as one: a malformed subject fails alone, not its batch. */
const recordId = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

function namedBy<T extends RegisterRecord>(
  register: Register<T>,
  layout: RecordLayout,
  {
    kind,
    kept,
    tellsNothing,
  }: { readonly kind: SubjectKind; readonly kept: Kept; readonly tellsNothing: boolean },
): Found {
  const { newest, naturalKey } = register;
  // Who holds a record's id and asks for no value of it may be told of its closing, which is an event of that record.
  const found = kind === 'record' && tellsNothing ? () => 'true' : (register.found ?? (() => 'true'));
  const subject = kind === 'record' ? 'id' : (register.subjects[kind]?.property ?? kind);
  const parsed =
    kind === 'record' ? `, case when u.subject ~ '${recordId}' then u.subject::uuid end as named` : '';
  const value = kind === 'record' ? 'a.named' : 'a.subject';
  const condition = (alias: string) =>
    `${alias}.${layout.column(subject)} = ${value} and ${found(alias)}${kept(alias)}`;
  if (subject === naturalKey && newest) {
    const first = `select * from ${layout.table} c where ${condition('c')} order by ${newest('c')} limit 1`;
    return { join: `left join lateral (${first}) r on true`, ambiguous: 'false' };
  }
  return {
    parsed,
    join: `left join ${layout.table} r on ${condition('r')}`,
    ambiguous:
      subject === 'id' || subject === naturalKey
        ? 'false'
        : `exists (select from ${layout.table} twin where ${condition('twin')} and twin.id <> r.id)`,
  };
}

/**
 * By key and terms, which stand in the subject one after the other (`searchText`). Of several records any may be joined:
 * the search is ambiguous before anything is judged by that record.
 */
const searchedFor = (layout: RecordLayout, kept: Kept): Found => ({
  parsed: `, split_part(u.subject, ' ', 1) as key, (string_to_array(u.subject, ' '))[2:] as terms`,
  join: `
    left join lateral (
      select (array_agg(s.record_id))[1] as record_id, count(distinct s.record_id) > 1 as several
      from ${layout.search} s
      where s.key = a.key and s.terms @> a.terms) found on true
    left join ${layout.table} r on r.id = found.record_id${kept('r')}`,
  ambiguous: 'found.several',
});
