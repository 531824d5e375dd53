import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { InboxContext } from '#libs/inbox';
import { HOT_POOL, Upkeep } from '#libs/service-kit';
import { calls, describePlans, PLANS_MS, QueryPlans, tasks, type Work } from '#libs/test-kit';
import { DeliveryStore, LeaseStore } from '#libs/webhooks';
import { ConsentEventSubjects } from '../consents/consent-event-subjects.service.ts';
import { DeathsController } from '../consents/deaths.controller.ts';
import { ANNA, DemoGateway, vehicle } from '../testing/demo-gateway.ts';
import { anna, BEN, ben, Follower, inAMonth } from '../testing/follower.ts';

const ROWS = 100_000;
/** So many that the planner would hope to meet one soon in any order; all of them are where the lists end. */
const OLD = 20_000;
/** More than a portion of any sweep. */
const DUE = 6_000;
/** Months of logs are tables: their number does not depend on how much they hold. */
const CATALOGUE = 2_000;
/** Of the last portions of a walk: what is left of the table may be taken whole, and sorted. */
const REST = 3_000;
const walks = ['forgotten-subjects', 'webhook-cursors', 'webhook-deliveries'];
/** A page has a hundred rows at most, and a feed looks up the subject of each. */
const MOST = 600;
const HOOK = 'hannover-parking';

/** Decisions from before all periods, each with an outcome and a person. */
const dueDecisions = (count: number): string => `
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

/** Beside what the real calls below have left: what many others have, and the oldest of what is asked for. */
const fill = (subscription: string): string => `
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
    grant_id, notice_sha256, state, valid_from, valid_until, client_id, event_subject)
  select md5('consent ' || n), case when n <= ${OLD} then c.citizen else 'citizen-' || n end, 's-' || n, c.subject_kind,
    c.kind, c.authority, c.purpose, c.evidence_type, c.fields, c.legal_basis, c.grant_id, c.notice_sha256,
    case when n % 2 = 0 then 'ACTIVE' else 'WITHDRAWN' end, now() - interval '1 hour', now() + interval '1 day', 'c',
    'event-subject-' || n
  from generate_series(1, ${ROWS}) n, (select * from consent limit 1) c;
  insert into consent_event (consent_id, type, to_state, actor) select id, 'GIVEN', 'ACTIVE', 'SUBJECT' from consent;
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
  insert into idempotent_request (owner, route, key, fingerprint, result)
  select 'o', 'r', n, '', '' from generate_series(1, ${ROWS}) n;
  insert into lookup_usage (client, kind, debt, guesses, refused, debt_rate, debt_most, guess_rate, guess_most)
  select 'client-' || n, 'idnr', 0, 0, 0, 1, 1, 1, 1 from generate_series(1, ${ROWS}) n`;

/**
 * Of receivers with secrets, of which the one that is asked about has none, and of consents from before they had a name in
 * events, which `consent_by_event_subject` finds as well. Of the inbox see `libs/inbox/src/inbox-plans.int.spec.ts`.
 */
const others = [
  'consent_without_event_subject',
  'inbox_event_by_age',
  'inbox_parked_settled',
  'inbox_parked_to_announce',
  'inbox_parked_waiting',
  'webhook_secret_by_receiver',
];

describe('the statements of the gateway', () => {
  let gateway: DemoGateway;
  let parking: Follower;
  let plans: QueryPlans;
  let subscription: string;
  let consentId: string;

  beforeAll(async () => {
    gateway = await DemoGateway.start();
    parking = new Follower(gateway);
    consentId = await gateway.chosenId();
    subscription = await parking.subscribed({ subjects: [anna], callback: HOOK });
    await parking.handle(parking.eventAbout(ANNA));
    plans = await QueryPlans.watch(gateway.inner.database, 'gateway', fill(subscription));
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await gateway.inner.stop();
  });

  const mine = async (path: string): Promise<number> =>
    (await gateway.inner.call(gateway.anna, 'GET', path)).status;
  const trail = (query: string): Promise<number> => mine(`/v1/me/disclosures?${query}`);
  const own = async (path: string): Promise<number> => (await parking.call('GET', path)).status;
  const lookUp = async (asked: object): Promise<number> => (await gateway.lookUp(asked)).status;

  const app = () => gateway.inner.app;
  const done = async (work: Promise<unknown>): Promise<number> => (await work, 200);
  const leases = (): LeaseStore => new LeaseStore(app().get<Pool>(HOT_POOL));
  const subscribe = async (): Promise<number> => {
    const asked = {
      purpose: vehicle.purpose,
      eventTypes: ['resident.moved.v1'],
      lastDay: inAMonth(),
      subjects: [ben],
    };
    const key = { 'idempotency-key': randomUUID() };
    return (await gateway.inner.call(gateway.parking, 'POST', '/v1/subscriptions', asked, key)).status;
  };
  const die = (manager: EntityManager): Promise<void> => {
    const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal);
    return app().get(DeathsController).onDeath(parking.eventAbout(BEN, 'resident.died.v1'), context);
  };

  const works = (): readonly Work[] => [
    ...calls(MOST, {
      disclosures: () => trail('limit=100'),
      'disclosures, later': () => trail(`after=${'f'.repeat(8)}-ffff-7fff-bfff-${'f'.repeat(12)}`),
      'disclosures, past all': () => trail(`after=00000000-0000-7000-8000-${'0'.repeat(12)}`),
      'disclosures of a period': () => trail('since=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z'),
      consents: () => mine('/v1/consents?limit=100'),
      'consents, later': () => mine(`/v1/consents?after=${consentId}`),
      'one consent': () => mine(`/v1/consents/${consentId}`),
      subjects: () => own(`/v1/subscriptions/${subscription}/subjects?limit=100`),
      'subjects, later': () => own(`/v1/subscriptions/${subscription}/subjects?after=R-5&limit=100`),
      feed: () => own(`/v1/feeds/${subscription}`),
      callbacks: () => own('/v1/callbacks'),
      deliveries: () => own(`/v1/subscriptions/${subscription}/deliveries`),
      'deliveries that failed': () => own(`/v1/subscriptions/${subscription}/deliveries?state=FAILED`),
      'deliveries that wait': () => own(`/v1/subscriptions/${subscription}/deliveries?state=WAITING`),
      'a lookup': () => lookUp(vehicle),
      'a lookup by choice': () => lookUp({ consentId }),
      'a subscription under a key': subscribe,
      'an event': () => done(parking.handle(parking.eventAbout(BEN))),
      'a death': () => done(parking.inTransaction((manager) => die(manager))),
      'consents without a name in events': () => done(app().get(ConsentEventSubjects).complete()),
      'a webhook asked for again': () => done(app().get(DeliveryStore).again(subscription, randomUUID())),
      'a receiver to send to': () => done(leases().claim(1)),
      'what is due at a receiver': () => done(leases().due({ receiver: 'receiver-1', token: '', ms: 1 }, 50)),
    }),
    // What is filtered is looked for in the person's whole trail.
    ...calls(OLD + REST, {
      'disclosures to an authority': () => trail('authority=strassenverkehr-hannover&register=residents'),
    }),
    // These count what they describe: the subjects of a subscription, ten thousand at most.
    ...calls(10_000, {
      subscriptions: () => own('/v1/subscriptions?limit=100'),
      'a subscription': () => own(`/v1/subscriptions/${subscription}`),
    }),
    ...tasks(app().get(Upkeep, { strict: false }), {
      'log-months-ahead': { most: CATALOGUE },
      'log-months-due': { most: CATALOGUE },
      'log-rows-due': { prepare: dueDecisions(10) },
      ...Object.fromEntries(walks.map((name) => [name, { most: REST }])),
    }),
  ];

  describePlans(() => plans, works, others);
});
