import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { ActingKind } from '../acting.rules.ts';
import { HOT_POOL } from '#libs/service-kit';
import type { OutcomeStatus } from '../lookups/index.ts';
import type { GroundKind } from '../policy/index.ts';
import type { ReportAbout, ReportOutcome, ReportState, Stage } from './disclosure.dto.ts';

export interface DisclosureRow {
  readonly id: string;
  readonly decided_at: Date;
  readonly authority: string;
  readonly authority_name: string | null;
  readonly purpose: string;
  readonly title_de: string | null;
  readonly title_en: string | null;
  readonly evidence_type: string;
  readonly fields: string[];
  readonly basis_kind: GroundKind | null;
  readonly legal_basis: string | null;
  readonly own_consent: string | null;
  readonly refusal: string | null;
  readonly case_reference: string | null;
  readonly status: OutcomeStatus | null;
  readonly stage: Stage;
  readonly preview: string | null;
  /** Who acted for this person, and this person; null where it was an authority, or about somebody else. */
  readonly acted_by: string | null;
  readonly acted_for: string | null;
  readonly acting_as: ActingKind | null;
  /** The second officer, as the choice says. */
  readonly acted_with: string | null;
  readonly report: ReportRow | null;
  readonly recalls: string | null;
}

export interface ReportRow {
  readonly about: ReportAbout;
  readonly state: ReportState;
  readonly outcome: ReportOutcome | null;
  readonly madeAt: Date | string;
  readonly stateAt: Date | string;
}

/** A row of somebody's own trail. */
export interface OwnDisclosure {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly stage: Stage;
  readonly status: OutcomeStatus | null;
}

/** What of the trail is asked for; all of it where nothing is said. */
export interface DisclosureFilter {
  /** A register's name. */
  readonly register?: string | undefined;
  readonly authority?: string | undefined;
  /** Who acted. */
  readonly actedBy?: string | undefined;
  /** Instants as RFC 3339 says them; the second is excluded. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Conditions over a decision `d`, each with its parameter; the prefix of an evidence type is its register. */
const conditions = {
  register: (n: number) => `starts_with(d.evidence_type, $${n} || '.')`,
  authority: (n: number) => `d.authority = $${n}`,
  actedBy: (n: number) => `d.acted_by = $${n}`,
  since: (n: number) => `d.decided_at >= $${n}::timestamptz`,
  until: (n: number) => `d.decided_at < $${n}::timestamptz`,
} as const satisfies Readonly<Record<keyof DisclosureFilter, (n: number) => string>>;

/** By how much the clock that made an id may differ from the one that noted the decision. */
const SKEW = `interval '1 hour'`;
/** The lowest id of an instant (UUIDv7: 48 bits of milliseconds), for the index; the condition on `decided_at` is exact. */
const lowestId = (instant: string): string =>
  `lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0')`;
const idAt = (instant: string): string =>
  `(left(${lowestId(instant)}, 8) || '-' || right(${lowestId(instant)}, 4) || '-0000-0000-000000000000')::uuid`;
const bounds = {
  since: (id: string, n: number) => `${id} >= ${idAt(`$${n}::timestamptz - ${SKEW}`)}`,
  until: (id: string, n: number) => `${id} < ${idAt(`$${n}::timestamptz + ${SKEW}`)}`,
} as const;

type Named = keyof typeof conditions;

/** The law hides what these authorities asked: of that nothing is counted, and no page ends there. */
const told = 'd.authority <> all(array(select id from policy_authority where concealed is not null))';

/** What the person `$1` sees of the decisions with these ids, `$2` at most. */
const rowsOf = (ids: string): string => `
with mine as (${ids}
)
select d.id, d.decided_at, d.authority, a.name as authority_name, d.purpose, p.title_de, p.title_en, d.evidence_type,
  d.fields, d.basis_kind, d.legal_basis, d.refusal, d.case_reference, d.stage, d.preview, d.recalls,
  (select case when c.citizen = $1 then c.id end from consent c where c.id = d.consent_id) as own_consent,
  case when d.stage <> 'LOOKUP' and d.citizen = $1 then coalesce(d.acted_by, d.citizen) end as acted_by,
  case when d.stage <> 'LOOKUP' and d.citizen = $1 then d.citizen end as acted_for,
  case when d.stage <> 'LOOKUP' and d.citizen = $1 then coalesce(d.acting_as, 'ONESELF') end as acting_as,
  (select c.acted_with from consent c where c.id = d.consent_id and d.stage <> 'LOOKUP' and d.citizen = $1) as acted_with,
  (select o.status from outcome o where o.decision_id = d.id) as status,
  (select json_build_object('about', r.about, 'state', r.state, 'outcome', r.outcome, 'madeAt', r.made_at,
    'stateAt', r.state_at) from report r where r.decision_id = d.id and r.citizen = $1) as report
from mine
cross join lateral (select * from decision where id = mine.id limit 1) d
left join policy_authority a on a.id = d.authority
left join policy_purpose p on p.id = d.purpose
order by d.id desc limit $2`;

/**
 * Each branch is an index scan that stops at the page's size; ids are time-ordered (UUIDv7). By ranges, as of equality the
 * planner expects few rows, which it would sort; see `alongIndex`. What belongs to a row is looked up row by row: for a join
 * the planner would read all decisions in their order, or all consents of the citizen. What is filtered is judged in the
 * order of the index, so a page may walk through the person's whole trail, and through nobody else's.
 */
function ofCitizen(hasAfter: boolean, named: readonly Named[]): string {
  const first = hasAfter ? 4 : 3;
  const within = (id: string): string =>
    [
      ...(hasAfter ? [`${id} < $3`] : []),
      ...named.flatMap((name, at) =>
        name in bounds ? [bounds[name as keyof typeof bounds](id, first + at)] : [],
      ),
    ]
      .map((condition) => ` and ${condition}`)
      .join('');
  const fits = [told, ...named.map((name, at) => conditions[name](first + at))].join(' and ');
  const fitting = (id: string): string =>
    ` cross join lateral (select from decision d where d.id = ${id} and ${fits} limit 1) fitting`;
  return rowsOf(`
  (select m.id from decision m${fitting('m.id')} where m.citizen >= $1 and m.citizen <= $1${within('m.id')}
    order by m.citizen, m.id desc limit $2)
  union
  (select c.decision_id from concern c${fitting('c.decision_id')}
    where c.citizen >= $1 and c.citizen <= $1${within('c.decision_id')}
    order by c.citizen desc, c.decision_id desc limit $2)`);
}

const ownSql = `
select d.id, d.authority, d.purpose, d.evidence_type as "evidenceType", d.fields, d.stage,
  (select o.status from outcome o where o.decision_id = d.id) as status
from decision d
where d.id = $1 and ${told}
  and (d.citizen = $2 or exists (select from concern c where c.citizen = $2 and c.decision_id = d.id))`;

const oneSql = rowsOf(`
  select d.id from decision d
  where d.id = $3 and ${told}
    and (d.citizen = $1 or exists (select from concern c where c.citizen = $1 and c.decision_id = d.id))`);

/** Every decision that concerns a person: by IDNr, by consent, or because a register named the person as concerned. */
@Injectable()
export class DisclosureStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  /** Nothing for what is hidden, or another's. */
  async own(id: string, citizen: string): Promise<OwnDisclosure | undefined> {
    return (await this.pool.query<OwnDisclosure>(ownSql, [id, citizen])).rows[0];
  }

  /** As the list has it. Nothing for what is hidden, or another's. */
  async one(id: string, citizen: string): Promise<DisclosureRow | undefined> {
    const query = { name: 'disclosure', text: oneSql, values: [citizen, 1, id] };
    return (await this.pool.query<DisclosureRow>(query)).rows[0];
  }

  /** Newest first. */
  async list(
    citizen: string,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
    filter: DisclosureFilter = {},
  ): Promise<readonly DisclosureRow[]> {
    const named = (Object.keys(conditions) as Named[]).filter((name) => filter[name] !== undefined);
    const { rows } = await this.pool.query<DisclosureRow>({
      name: ['disclosures', ...(after === undefined ? [] : ['after']), ...named].join('-'),
      text: ofCitizen(after !== undefined, named),
      values: [citizen, limit, ...(after === undefined ? [] : [after]), ...named.map((name) => filter[name])],
    });
    return rows;
  }
}
