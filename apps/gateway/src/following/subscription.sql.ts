import { alongIndex } from '#libs/service-kit';

/** Days after the last day on which what came before can still be fetched; nothing new is added. */
export const GRACE_DAYS = 7;

/** SQL: whether subscription `s` still tells what is in its feed. */
export const tells = `(s.ended_at is null and s.valid_until + interval '${GRACE_DAYS} days' > clock_timestamp())`;

/** The last day is one of Europe/Berlin, and inclusive. */
export const insertSql = `
insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, callback, valid_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, (($9::date + 1)::timestamp at time zone 'Europe/Berlin'))`;

export const addSql = `
insert into subscription_subject as listed (subscription_id, id, reference, subject_kind, subject, event_subject,
  consent_id, keeper)
select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
on conflict (subscription_id, reference) where removed_at is null do update set consent_id = excluded.consent_id,
  keeper = case when listed.closed_at is null then listed.keeper else excluded.keeper end, closed_at = null`;

const columns = `
s.id, s.client_id as "clientId", s.authority, s.purpose, s.register, s.event_types as "eventTypes",
s.by_will as "byWill", s.callback, s.valid_until as "validUntil",
((s.valid_until at time zone 'Europe/Berlin') - interval '1 microsecond')::date as "lastDay", s.created_at as "createdAt", s.ended_at as "endedAt",
s.pruned_position as "prunedPosition"`;

const described = `${columns},
(select count(*) from subscription_subject ss where ss.subscription_id = s.id and ss.removed_at is null)
  as "subjectCount"`;

const ownBy = 'from subscription s where s.client_id = $1 and s.authority = any($2::text[]) and s.id = $3';

/** For whoever reads a feed or is about to change the subscription: without counting its subjects. */
export const ownSql = `select ${columns} ${ownBy}`;

export const describedSql = `select ${described} ${ownBy}`;

/** $1 client, $2 authorities, $3 the most of each, $4 where it is not the first page the last of the page before. */
export const listSql = (isFirst: boolean): string => {
  const { where, orderBy } = alongIndex({
    fixed: { 's.client_id': '$1', 's.authority': 'kept.authority' },
    by: 's.id',
    descending: true,
    after: isFirst ? undefined : '$4',
  });
  return `
    select page.* from unnest($2::text[]) as kept(authority) cross join lateral (
      select ${described} from subscription s where ${where} order by ${orderBy} limit $3) page
    order by page.id desc limit $3`;
};

export const subjectsSql = `
select reference, consent_id as "consentId", added_at as "addedAt" from subscription_subject
where subscription_id = $1 and removed_at is null and ($2::text is null or reference > $2)
order by reference limit $3`;

/** What speaks against the consents `$1` for the subjects `$2`, in their order; in the words of the decision statement. */
export const consentFaultSql = `
select case
  when c.id is null or c.subject <> a.subject or c.authority <> all($3::text[]) then 'consent-foreign'
  when c.purpose <> $4 or c.evidence_type <> $5 then 'consent-mismatch'
  when c.state = 'WITHDRAWN' then 'consent-withdrawn'
  when c.state = 'SUPERSEDED' then 'consent-superseded'
  when c.state <> 'ACTIVE' or clock_timestamp() >= c.valid_until then 'consent-expired'
  when c.paused_at is not null then 'consent-paused'
end as fault
from unnest($1::text[], $2::text[]) with ordinality as a(consent_id, subject, place)
left join consent c on c.id = a.consent_id
order by a.place`;
