import { lockKeys, spendProofsSql } from '#libs/service-kit';
import { outcomeSteps } from './outcome.sql.ts';
import { plain, staged, type Staging } from './decision-stages.sql.ts';

/** What the statement answers for a request whose consent somebody else holds; nothing was recorded for it. */
export const HELD = 'held';
/** And for one whose proof was spent before; nothing was recorded for it either. */
export const REPLAYED = 'replayed';

/** How a decision spends the proofs of requests on the way; pieces of the statement. */
interface Spending {
  readonly steps: string;
  /** Holds up the locks until the proofs are spent, so that nobody who holds one waits for a proof. */
  readonly first: string;
  readonly others: string;
  readonly answer: string;
}

const spendsNothing: Spending = { steps: '', first: '', others: '', answer: '' };

/**
 * From parameter `first` on: the ids of the requests that show a proof, and of these proofs the arrays that
 * `toClaimParameters` makes. One commit spends the proof and makes the decision, so that neither is without the other.
 */
const spendsProofs = (first: number): Spending => ({
  steps: `spent_proof as (${spendProofsSql(first + 1)}
),
replayed as materialized (
  select id from (
    select *, row_number() over (partition by jkt, jti order by place) as among
    from unnest($${first}::uuid[], $${first + 1}::text[], $${first + 2}::text[]) with ordinality as shown(id, jkt, jti, place)
  ) shown
  where among > 1 or (jkt, jti) not in (select jkt, jti from spent_proof)
),
`,
  first: ' and (select count(*) from replayed) >= 0',
  others: ' and r.id not in (select id from replayed)',
  answer: `
union all select id, '${REPLAYED}', null from replayed`,
});

/**
 * The decision: one statement for a whole batch. Its commit is the decision (architecture §2).
 *
 * Why this is right under READ COMMITTED. The statement has one snapshot, taken when it starts. Two tables are read
 * through row locks, and a locking read that finds its row changed since the snapshot waits for the other transaction
 * and then continues with the newest committed version of the row (PostgreSQL manual, 13.2.1). The locks are kept until
 * commit. Hence:
 * - consent: FOR NO KEY UPDATE. A withdrawal either committed before (then the locked row shows it) or waits until this
 *   statement has committed, and is acknowledged only after that. So no permit commits after an acknowledged withdrawal.
 *   The lock is exclusive even where nothing is spent: share locks would let a stream of lookups starve the withdrawal
 *   and cost a multixact per overlap. A batch takes the consents that are free and answers {@link HELD} for the others;
 *   those are waited for by statements of one consent each, so that no statement waits while it holds another consent.
 * - policy: shared, twice. The advisory lock makes decisions and changes of policy queue up in the order they came; row
 *   locks have no such queue, and a stream of decisions that share one never lets the change through. It is asked for
 *   after the consents, so that whoever waits for a consent holds up no change. But it is taken after the snapshot, and
 *   what was waited for is not in there: FOR SHARE reads the newest revision. Requests decided on an older one vanish
 *   from the batch without a row: the caller decides again. Requests whose revision equals the locked one were decided
 *   after that revision was committed, so before the snapshot: the grants joined below are of the same revision.
 * - uses: counted from the locked version, numbered among the requests of this batch that are otherwise permitted, and
 *   added to the newest version, which is the locked one. The CHECK on the table is the second net.
 * - minimum interval: from when on the next use may come is read from the locked version and written to it like the uses, and
 *   of several in this batch the first is permitted. Events are no retrieval: they neither wait for it nor begin it.
 * - proofs, where requests show some: an insert that finds the same proof in another transaction waits for its end, and adds
 *   nothing if that committed. It is the first thing that is waited for, in the order of the proofs.
 * Validity is compared with clock_timestamp(), read after the locks were granted, not when the statement began.
 *
 * $1…$14 are arrays with one element per request; $15 the ids of the consents among them; $16 and $17 who among those
 * that ask has taken over from whom.
 */
const decideSql = (
  held: 'skip locked' | '',
  { releases, columns, ofPerson, retrieves, another, exhausted, spends, mark }: Staging,
  before = '',
  spending: Spending = spendsNothing,
): string => `
with ${before}${spending.steps}consent_now as materialized (
  select * from consent where id = any($15::text[])${spending.first} order by id for no key update ${held}
),
in_turn as materialized (
  select pg_advisory_xact_lock_shared(${lockKeys.policy}) is null as never
  from (select count(*) as consents from consent_now) locked where consents >= 0${spending.first}
),
policy_now as materialized (
  select revision from policy cross join in_turn for share of policy
),
${releases}request as materialized (
  select r.*, coalesce(string_to_array(r.field_list, ' '), '{}') as fields
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::integer[], $13::text[], $14::text[]${columns.parameters}) with ordinality
    as r(id, client_id, authority, purpose, evidence_type, field_list, subject, citizen,
      grant_id, consent_id, refusal, revision, case_reference, trace_id${columns.names}, place)
  where r.revision = (select revision from policy_now)${spending.others}
),
judged as materialized (
  select r.*, g.kind, g.legal_basis, c.max_uses, c.uses${columns.judged},
    case when g.event_types is null then c.min_interval_s end as min_interval_s,
    case when own.is_theirs then c.citizen end as consenting,
    case
      when r.refusal is not null then r.refusal
      when g.id is null then 'grant-missing'
      when r.consent_id is null then null
      when c.id is null and exists (select from consent x where x.id = r.consent_id) then '${HELD}'
      when own.is_theirs is not true${ofPerson} then 'consent-foreign'
      when c.purpose <> r.purpose or c.evidence_type <> r.evidence_type or c.kind <> g.kind
        or not r.fields <@ c.fields then 'consent-mismatch'
      when c.state = 'WITHDRAWN' then 'consent-withdrawn'
      when c.state = 'SUPERSEDED' then 'consent-superseded'
      -- Not even by its refusal does a record tell of a death.
      when c.state <> 'ACTIVE' or clock_timestamp() < c.valid_from or clock_timestamp() >= c.valid_until then 'consent-expired'
      when c.paused_at is not null then 'consent-paused'
      when clock_timestamp() < c.next_use_at and g.event_types is null${retrieves}
        and (c.max_uses is null or c.uses < c.max_uses) then 'consent-too-soon'
    end as reason
  from request r
  left join consent_now c on c.id = r.consent_id
  left join policy_grant g on g.id = r.grant_id${columns.join}
  cross join lateral (
    select c.subject = r.subject and (c.authority = r.authority
      or (r.authority, c.authority) in (select * from unnest($16::text[], $17::text[]))) as is_theirs
  ) own
),
counted as materialized (
  select j.*, case
    when reason is null and min_interval_s is not null and ${another} then 'consent-too-soon'
    when reason is null and ${exhausted} then 'consent-exhausted'
    else reason
  end as verdict
  from judged j
),
spent as (
  update consent c set uses = c.uses + s.times,
    next_use_at = coalesce(${spends.at} + make_interval(secs => s.min_interval_s), c.next_use_at)
  from (select consent_id, min(min_interval_s) as min_interval_s, count(${spends.what})::integer as times from counted
    where verdict is null and ${spends.which} group by consent_id) s
  where c.id = s.consent_id
),
${mark}recorded as (
  insert into decision (id, client_id, authority, purpose, evidence_type, fields, basis_kind, legal_basis, grant_id,
    consent_id, subject, citizen, refusal, policy_revision, case_reference, trace_id${columns.names})
  select id, client_id, authority, purpose, evidence_type, fields, kind, legal_basis, grant_id,
    consent_id, subject, coalesce(citizen, consenting), verdict, revision, case_reference, trace_id${columns.names}
  from counted where verdict is distinct from '${HELD}' order by place
  returning id, refusal, citizen
)
select id, refusal, citizen from recorded
union all select id, verdict, null from counted where verdict = '${HELD}'${spending.answer}`;

export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Whether it takes proofs, which then come last. */
  readonly spends?: boolean;
}

/** One decision, for a batch of any requests and for requests on one and the same consent. */
export interface Statements {
  readonly free: Statement;
  readonly inTurn: Statement;
}

const statements = (name: string, staging: Staging): Statements => ({
  free: { name, text: decideSql('skip locked', staging) },
  inTurn: { name: `${name}-in-turn`, text: decideSql('', staging) },
});

export const lookupStatements = statements('decide', plain);
/** Outcomes are `$18` to `$22`; what proofs need comes after all else. */
const ofLookups = (name: string, before: string, spending?: Spending): Statement => ({
  name,
  text: decideSql('skip locked', plain, before, spending),
  spends: spending !== undefined,
});
const outcomesFirst = `${outcomeSteps(18)},\n`;

/** A decision with what it does on the way, with one commit: records outcomes of earlier ones, spends proofs, or both. */
export const waysToDecide = {
  bare: { alone: lookupStatements.free, recording: ofLookups('decide-and-record', outcomesFirst) },
  spending: {
    alone: ofLookups('decide-and-spend', '', spendsProofs(18)),
    recording: ofLookups('decide-record-and-spend', outcomesFirst, spendsProofs(23)),
  },
} as const;
/** `$18` to `$21` stage, preview, acting person and kind of acting of each request. */
export const stagedStatements = statements('decide-staged', staged);
