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
  readonly [property: string]: unknown;
}

/**
 * Text of the statement that answers permits of one subject kind: it reads by key, judges, and logs the true outcome,
 * together or not at all. A permit whose id is in the log already yields no row. Only the given properties are read.
 *
 * Parameters, arrays in step: $1 decision ids, $2 subjects, $3 birth dates, $4 citizens, $5 authorities, $6 purposes,
 * $7 evidence types; for all: $8 subject kind, $9 field paths.
 */
export function disclosureSql<T extends RegisterRecord>(
  register: Register<T>,
  layout: RecordLayout,
  kind: SubjectKind,
  properties: readonly string[],
): string {
  const named = namedBy(register, layout, kind);
  const ambiguous = named.unique
    ? 'false'
    : `exists (select from ${layout.table} twin where ${named.condition('twin')} and twin.id <> r.id)`;
  const birthDate = register.birthDate ? `r.${layout.column(register.birthDate)}` : 'null';
  // With a prefix, because a record may have a property like a column of the permit, e.g. a company's purpose.
  const read = properties.map((property) => `r.${layout.column(property)} as "r_${property}"`);
  const told = properties.map((property) => `j."r_${property}" as "${property}"`);
  return `
  with asked as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
      with ordinality as a(decision_id, subject, birth_date, citizen, authority, purpose, evidence_type, position)),
  judged as materialized (
    select a.*, r.id as record_id, r.concerns, r.origins${read.map((column) => `, ${column}`).join('')},
      case
        when r.id is null then 'UNKNOWN'
        when ${ambiguous} then 'AMBIGUOUS'
        when a.birth_date is not null and a.birth_date is distinct from ${birthDate}::text then 'MISMATCH'
        when a.citizen is not null and not a.citizen = any(r.concerns) then 'MISMATCH'
        when ${register.lockedWhen ?? 'false'} then 'LOCKED'
        else 'EVIDENCE'
      end as outcome
    from asked a left join ${layout.table} r on ${named.condition('r')}),
  logged as (
    insert into disclosure_log
      (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome, record_id)
    select decision_id, authority, purpose, evidence_type, $8::text, $9::text, outcome, record_id from judged
    on conflict (decision_id) do nothing
    returning decision_id)
  select j.position::int as "_position", j.outcome as "_outcome", array_to_json(j.concerns)::text as "_concerns", j.origins as "_origins"
    ${told.map((column) => `, ${column}`).join('')}
  from judged j join logged l on l.decision_id = j.decision_id`;
}

interface Naming {
  /** Whether at most one record can be named so. */
  readonly unique: boolean;
  /** SQL that joins the asked subject `a.subject` to the record of the given alias. */
  readonly condition: (alias: string) => string;
}

/** One of these must be a record id before it is compared as one: a malformed subject fails alone, not its batch. */
const recordId = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

function namedBy<T extends RegisterRecord>(
  register: Register<T>,
  layout: RecordLayout,
  kind: SubjectKind,
): Naming {
  if (kind === 'record') {
    const id = `case when a.subject ~ '${recordId}' then a.subject::uuid end`;
    return { unique: true, condition: (alias) => `${alias}.id = ${id}` };
  }
  const subject = register.subjects[kind]?.property ?? kind;
  const key = layout.column(subject);
  return { unique: subject === register.naturalKey, condition: (alias) => `${alias}.${key} = a.subject` };
}
