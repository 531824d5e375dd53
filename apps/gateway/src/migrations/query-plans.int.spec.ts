import { eventually, QueryPlans } from '#libs/test-kit';
import { ANNA, DemoGateway, vehicle } from '../testing/demo-gateway.ts';
import { anna, BEN, Follower } from '../testing/follower.ts';

const ROWS = 100_000;
/** A page has a hundred rows at most, and a feed looks up the subject of each. */
const MOST = 600;
const HOOK = 'hannover-parking';

/** Beside what the real calls below have left: what many others have, and the oldest of what is asked for. */
const fill = (subscription: string): string => `
  insert into decision (id, decided_at, client_id, authority, purpose, evidence_type, fields, subject, citizen,
    policy_revision, trace_id)
  select uuidv7(interval '-1 hour'), now(), 'c', 'a', 'p', 'e', '{}', 's',
    case when n <= 60 then (select citizen from consent limit 1) else 'citizen-' || n end, 1, 't'
  from generate_series(1, ${ROWS}) n;
  insert into outcome (decision_id, status) select id, 'EVIDENCE' from decision on conflict do nothing;
  insert into concern (citizen, decision_id) select 'concerned-' || row_number() over (), id from decision;
  insert into consent (id, citizen, subject, subject_kind, kind, authority, purpose, evidence_type, fields, legal_basis,
    grant_id, notice_sha256, state, valid_from, valid_until, client_id, event_subject)
  select md5('consent ' || n), case when n <= 60 then c.citizen else 'citizen-' || n end, 's-' || n, c.subject_kind,
    c.kind, c.authority, c.purpose, c.evidence_type, c.fields, c.legal_basis, c.grant_id, c.notice_sha256,
    case when n % 2 = 0 then 'ACTIVE' else 'WITHDRAWN' end, now() - interval '1 hour', now() + interval '1 day', 'c',
    'event-subject-' || n
  from generate_series(1, ${ROWS}) n, (select * from consent limit 1) c;
  insert into consent_event (consent_id, type, to_state, actor) select id, 'GIVEN', 'ACTIVE', 'SUBJECT' from consent;
  insert into subscription (id, client_id, authority, purpose, register, event_types, by_will, valid_until)
  select uuidv7(interval '-1 hour'), case when n <= 60 then s.client_id else 'client-' || n end, s.authority, s.purpose,
    s.register, s.event_types, false, s.valid_until
  from generate_series(1, ${ROWS}) n, (select * from subscription limit 1) s;
  insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
  select gen_random_uuid(), '${subscription}', 'R-' || n, 'idnr', 's', 'followed-' || n from generate_series(1, 9000) n;
  insert into subscription_subject (id, subscription_id, reference, subject_kind, subject, event_subject)
  select gen_random_uuid(), id, 'R', 'idnr', 's', 'other-' || row_number() over () from subscription;
  insert into feed_entry (subscription_id, position, subject_id, event_id, source, type, time, effective_on, record_id)
  select s.id, 1, gen_random_uuid(), gen_random_uuid(), 's', 't', '', '', gen_random_uuid() from subscription s
  where s.id <> '${subscription}';
  insert into webhook_receiver (id, due_at) select 'receiver-' || n, 'infinity' from generate_series(1, ${ROWS}) n;
  insert into webhook_secret (id, receiver, sealed) select gen_random_uuid(), id, '' from webhook_receiver;
  insert into webhook_cursor (stream, receiver, head)
  select gen_random_uuid(), 'receiver-' || n, n % 2 from generate_series(1, ${ROWS}) n;
  insert into webhook_delivery (stream, position, event_id, event_type, state, attempts, last_result)
  select '${subscription}', 1000 + n, gen_random_uuid(), 't', case when n <= 60 then 'FAILED' else 'DELIVERED' end, 1, ''
  from generate_series(1, ${ROWS}) n;
  insert into idempotent_request (owner, route, key, fingerprint, result)
  select 'o', 'r', n, '', '' from generate_series(1, ${ROWS}) n;
  insert into inbox_event (consumer_group, event_id) select 'g', n from generate_series(1, ${ROWS}) n;
  insert into inbox_parked (consumer_group, event_id, key, type, topic, "partition", "offset", origin, payload, cause_code,
    cause, attempts, blocks_key, state, changed_at, announced_at)
  select 'gateway.subscriptions', n, 'k-' || n, '', '', 0, n, '', '', '', '', 1, true, 'REDRIVEN', now(), now()
  from generate_series(1, ${ROWS}) n;
  insert into lookup_usage (client, kind, debt, guesses, refused, debt_rate, debt_most, guess_rate, guess_most)
  select 'client-' || n, 'idnr', 0, 0, 0, 1, 1, 1, 1 from generate_series(1, ${ROWS}) n`;

/** Of retention, deaths, and consents from before they had a name in events, which nothing here asks for. */
const ofOtherWork = [
  'concern_decision_id_idx',
  'consent_by_event_subject',
  'consent_without_event_subject',
  'inbox_event_by_age',
  'inbox_parked_settled',
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
    plans = await QueryPlans.watch(gateway.inner.database, fill(subscription));
    const consents = (): Promise<{ status: number }> => mine('/v1/consents');
    await eventually('new sessions are there', consents, ({ status }) => status === 200);
  });
  afterAll(async () => {
    await plans.close();
    await gateway.inner.stop();
  });

  const mine = (path: string) => gateway.inner.call(gateway.anna, 'GET', path);
  const own = (path: string) => parking.call('GET', path);

  /** Every call by its name; each throws when the answer is not as it should be. */
  const calls: Readonly<Record<string, () => Promise<{ readonly status: number }>>> = {
    disclosures: () => mine('/v1/me/disclosures?limit=100'),
    'disclosures, later': () =>
      mine(`/v1/me/disclosures?after=${'f'.repeat(8)}-ffff-7fff-bfff-${'f'.repeat(12)}`),
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
    'a lookup': () => gateway.lookUp(vehicle),
    'a lookup by choice': () => gateway.lookUp({ consentId }),
    'an event': async () => {
      await parking.handle(parking.eventAbout(BEN));
      return { status: 200 };
    },
  };
  /** These count what they change or describe: the subjects of a subscription, ten thousand at most. */
  const counting: typeof calls = {
    subscriptions: () => own('/v1/subscriptions?limit=100'),
    'a subscription': () => own(`/v1/subscriptions/${subscription}`),
  };

  const look = async (some: typeof calls, most: number): Promise<void> => {
    for (const [name, call] of Object.entries(some)) {
      plans.faults(most);
      const { status } = await call();
      if (status !== 200) throw new Error(`${name}: ${status}`);
      if (plans.count === 0) throw new Error(`${name}: no statement was seen.`);
      const faults = plans.faults(most);
      if (faults.length > 0) throw new Error(`${name}: ${faults.join('\n')}`);
    }
  };
  const all = async (): Promise<void> => {
    await look(calls, MOST);
    await look(counting, 10_000);
  };

  it('look at no more rows than they need, by an index for every order and filter', async () => {
    await all();
  });

  it('miss each index that is dropped', async () => {
    await all();
    const notMissed = await plans.notMissed(all);
    expect(notMissed.filter((name) => !ofOtherWork.includes(name))).toEqual([]);
  });
});
