const ROWS = 100_000;
/** So many that the planner would hope to meet one soon in any order; all of them are where the lists end. */
export const OLD = 20_000;
/** More than a portion of any sweep. */
const DUE = 6_000;

/** Decisions from before all periods, each with an outcome and a person. */
export const dueDecisions = (count: number): string => `
  with old as (
    insert into decision (id, decided_at, client_id, authority, purpose, evidence_type, fields, subject,
      policy_revision, trace_id)
    select uuidv7(interval '-6 years'), now(), 'c', 'a', 'p',
      case n % 3 when 0 then 'residents.e' when 1 then 'vehicles.e' else 'business.e' end, '{}', 's', 1, 't'
    from generate_series(1, ${count}) n returning id),
  ended as (insert into outcome (decision_id, status) select id, 'EVIDENCE' from old)
  insert into concern (citizen, decision_id) select 'old-' || id, id from old`;

/** Subscriptions that are over or whose feed has dropped what was delivered, and whom one is no longer about. */
const dueOfOthers = (subscription: string): string => `
  create temp table other as
  select id, row_number() over () as n from subscription where client_id like 'client-%' limit ${2 * DUE};
  update subscription s set ended_at = now() - interval '60 days' from other o where s.id = o.id and o.n <= 100;
  update subscription s set last_position = 1, pruned_position = 1 from other o where s.id = o.id and o.n > ${DUE};
  insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result)
  select id, 1, gen_random_uuid(), 't', 'DELIVERED', 1, '' from other where n > ${DUE};
  insert into webhook_cursor (stream, redelivery, receiver, position, head)
  select id, 1, 'receiver-1', 1, 1 from other where n > ${DUE};
  insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject, removed_at)
  select gen_random_uuid(), '${subscription}', 'gone-' || n, 'idnr', 's', 'gone-' || n, now() - interval '60 days'
  from other`;

/**
 * Of many authorities and persons, one in three open, waiting and taken; the oldest are due. Another system of one authority
 * registers keys all the time.
 */
const previews = `
  insert into preview (id, citizen, acted_by, event_subject, authority, purpose, evidence_type, fields, consent_id, grant_id, state,
    expires_at, digest, sealed, release_hash, envelope, taken_key, taken_at)
  select uuidv7(interval '-1 hour'), 'c-' || n, 'c-' || n, 'e-' || n, case when n <= ${OLD} then 'strassenverkehr-hannover' else 'a-' || n end,
    'p', 't', '{f}', 'k', 'g', (array['OPEN', 'RELEASED', 'TAKEN'])[n % 3 + 1],
    now() + case when n <= ${DUE} then interval '-1 day' else interval '1 day' end, 'd', 's', 'h-' || n, 'e',
    'k', case when n % 3 = 2 then now() - case when n <= ${2 * DUE} then interval '1 hour' else interval '0' end end
  from generate_series(1, ${ROWS}) n;
  insert into encryption_key (authority, registered_at, kid, jwk, client_id)
  select 'a-' || n, now() - interval '1 day', 'k', '{}', 'c' from generate_series(1, ${ROWS}) n;
  insert into encryption_key (authority, registered_at, kid, jwk, client_id)
  select 'strassenverkehr-hannover', now() + n * interval '1 minute', 'k', '{}', 'c' from generate_series(1, ${OLD}) n`;

/** To many offices, of which the oldest are over; those of one office come last. */
const reports = `
  insert into report (id, decision_id, citizen, about, recipient, fingerprint, content, sealed, state, outcome, made_at)
  select uuidv7(interval '-1 hour'), gen_random_uuid(), 'c-' || n, 'RETRIEVAL',
    case when n > ${ROWS - OLD} then 'strassenverkehr-hannover' else 'a-' || n end, 'f', case when n % 2 = 0 then 'w' end, true,
    case when n % 2 = 0 then 'SENT' else 'CLOSED' end, case when n % 2 = 1 then 'CONFIRMED' end,
    now() - case when n <= ${DUE} then interval '3 years' else interval '0' end
  from generate_series(1, ${ROWS}) n;
  insert into report (id, decision_id, citizen, about, recipient, fingerprint, sealed, state, outcome, asked_at)
  select gen_random_uuid(), gen_random_uuid(), 'c-' || n, 'VALUE', 'business', 'f', false,
    case when n % 3 = 0 then 'RECEIVED' else 'CLOSED' end, case when n % 3 > 0 then 'CONFIRMED' end,
    case when n <= 30 then now() - interval '1 hour' else 'infinity' end
  from generate_series(1, ${ROWS}) n`;

/** To many persons, of which the oldest are over, and others told so. */
const requests = `
  insert into evidence_request (id, citizen, authority, client_id, purpose, expires_at, expiry_told)
  select uuidv7(interval '-1 hour'), 'c-' || n, 'a-' || n % 9, 'k', 'p',
    now() + case when n <= ${DUE} then interval '-90 days' when n <= ${OLD} then interval '-1 day' else interval '1 day' end,
    n > ${DUE} and n <= ${OLD}
  from generate_series(1, ${ROWS}) n;
  insert into evidence_request_item (request, place, evidence_type, fields, notice_sha256)
  select id, 0, 't', '{f}', '' from evidence_request;
  insert into release_callback (authority, callback, client_id) select 'a-' || n, 'c', 'c' from generate_series(9, ${ROWS}) n`;

/** Beside what the real calls below have left: what many others have, and the oldest of what is asked for. */
export const fill = (subscription: string): string => `
  ${dueDecisions(DUE)};
  insert into decision (id, decided_at, client_id, authority, purpose, evidence_type, fields, subject, citizen,
    policy_revision, trace_id)
  select uuidv7(interval '-1 hour'), now(), 'c', 'a', 'p', 'e', '{}', 's',
    case when n <= ${OLD} then (select citizen from consent limit 1) else 'citizen-' || n end, 1, 't'
  from generate_series(1, ${ROWS}) n;
  insert into outcome (decision_id, status) select id, 'EVIDENCE' from decision on conflict do nothing;
  insert into concern (citizen, decision_id) 
  select case when row_number() over (order by id) <= ${OLD} then (select citizen from consent limit 1)
    else 'concerned-' || row_number() over (order by id) end, id from decision;
  insert into consent (id, citizen, subject, subject_kind, kind, authority, purpose, evidence_type, fields, legal_basis,
    grant_id, notice_sha256, state, valid_from, valid_until, client_id, event_subject, acted_by)
  select md5('consent ' || n), case when n <= ${OLD} then c.citizen else 'citizen-' || n end, 's-' || n, c.subject_kind,
    c.kind, c.authority, c.purpose, c.evidence_type, c.fields, c.legal_basis, c.grant_id, c.notice_sha256,
    case when n % 2 = 0 then 'ACTIVE' else 'WITHDRAWN' end, now() - interval '1 hour', now() + interval '1 day', 'c',
    'event-subject-' || n, case when n <= ${OLD} then c.citizen else 'citizen-' || n end
  from generate_series(1, ${ROWS}) n, (select * from consent limit 1) c;
  insert into consent_event (consent_id, type, to_state, actor, acted_by)
  select id, 'GIVEN', 'ACTIVE', 'SUBJECT', citizen from consent;
  insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, valid_until, last_position)
  select uuidv7(interval '-1 hour'), case when n <= ${OLD} then s.client_id else 'client-' || n end, s.authority, s.purpose,
    s.register, s.event_types, false, s.valid_until, 1
  from generate_series(1, ${ROWS}) n, (select * from subscription limit 1) s;
  insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
  select gen_random_uuid(), '${subscription}', 'R-' || n, 'idnr', 's', 'followed-' || n from generate_series(1, 9000) n;
  insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
  select gen_random_uuid(), id, 'R', 'idnr', 's', 'other-' || row_number() over () from subscription;
  insert into feed_entry (subscription_id, position, subject_id, event_id, source, type, time, effective_on, record_id,
    appended_at)
  select s.id, 1, gen_random_uuid(), gen_random_uuid(), 's', 't', '', '', gen_random_uuid(),
    now() - make_interval(days => case when row_number() over () <= ${DUE} then 40 else 0 end)
  from subscription s where s.id <> '${subscription}';
  insert into webhook_receiver (id, due_at) select 'receiver-' || n, 'infinity' from generate_series(1, ${ROWS}) n;
  insert into webhook_secret (id, receiver, sealed) select gen_random_uuid(), id, '' from webhook_receiver;
  insert into webhook_cursor (stream, receiver, head)
  select gen_random_uuid(), 'receiver-' || n, n % 2 from generate_series(1, ${ROWS}) n;
  insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result)
  select '${subscription}', 1000 + n, gen_random_uuid(), 't', case when n <= ${OLD} then 'FAILED' else 'DELIVERED' end, 1, ''
  from generate_series(1, ${ROWS}) n;
  insert into dpop_proof (jkt, jti, expires_at) select 'k', n, now() + interval '1 hour' from generate_series(1, ${ROWS}) n;
  ${dueOfOthers(subscription)};
  ${previews};
  ${requests};
  ${reports};
  insert into idempotent_request (owner, route, key, fingerprint, result)
  select 'o', 'r', n, '', '' from generate_series(1, ${ROWS}) n;
  insert into lookup_usage (client, kind, debt, guesses, refused, debt_rate, debt_most, guess_rate, guess_most)
  select 'client-' || n, 'idnr', 0, 0, 0, 1, 1, 1, 1 from generate_series(1, ${ROWS}) n`;
