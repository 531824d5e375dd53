import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { InboxContext } from '#libs/inbox';
import { HOT_POOL, Upkeep } from '#libs/service-kit';
import { calls, describePlans, PLANS_MS, QueryPlans, tasks, type Work } from '#libs/test-kit';
import { DeliveryStore, LeaseStore } from '#libs/webhooks';
import { ConsentEventSubjects } from '../consents/consent-event-subjects.service.ts';
import { DeathsController } from '../deaths/deaths.controller.ts';
import { ANNA, DemoGateway, residence, vehicle } from '../testing/demo-gateway.ts';
import { anna, BEN, ben, Follower, inAMonth } from '../testing/follower.ts';
import { dueDecisions, fill, OLD } from '../testing/many-rows.ts';
import { PreviewWay } from '../testing/preview-way.ts';

/** Months of logs are tables: their number does not depend on how much they hold. */
const CATALOGUE = 2_000;
/** Of the last portions of a walk: what is left of the table may be taken whole, and sorted. */
const REST = 3_000;
const walks = ['forgotten-subjects', 'webhook-cursors', 'webhook-deliveries'];
/** A page has a hundred rows at most, and a feed looks up the subject of each. */
const MOST = 600;
const HOOK = 'hannover-parking';

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
  let way: PreviewWay;

  beforeAll(async () => {
    gateway = await DemoGateway.start();
    parking = new Follower(gateway);
    consentId = await gateway.chosenId();
    way = await PreviewWay.of(gateway);
    subscription = await parking.subscribed({ subjects: [anna], callback: HOOK });
    await parking.handle(parking.eventAbout(ANNA));
    plans = await QueryPlans.watch(gateway.inner.database, 'gateway', fill(subscription));
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await gateway.inner.stop();
  });

  const requested = async (): Promise<string> => {
    const { purpose, evidenceType } = residence;
    const asked = { purpose, person: { idnr: ANNA }, items: [{ evidenceType }] };
    return (await gateway.inner.call(gateway.parking, 'POST', '/v1/requests', asked)).body['id'] as string;
  };
  const wrong = { about: 'RETRIEVAL', text: 'No.' };
  const lastReport = async (): Promise<string> => {
    const { rows } = await gateway.inner.pool.query<{ id: string }>(
      "select id from report where about = 'RETRIEVAL' order by id desc limit 1",
    );
    return rows[0]!.id;
  };
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
      'a report, its receipt and its end': async () => {
        const { lookupId } = (await gateway.lookUp({ consentId })).body;
        await gateway.inner.call(gateway.anna, 'POST', `/v1/me/disclosures/${lookupId}/report`, wrong);
        await gateway.inner.call(gateway.parking, 'POST', `/v1/reports/${await lastReport()}/receipt`);
        const path = `/v1/reports/${await lastReport()}/closing`;
        return (await gateway.inner.call(gateway.parking, 'POST', path, { outcome: 'CONFIRMED' })).status;
      },
      'one entry of the trail': async () =>
        mine(`/v1/me/disclosures/${(await gateway.lookUp({ consentId })).body.lookupId}`),
      'the content of a transfer': async () => {
        const { lookupId } = (await gateway.lookUp({ consentId })).body;
        const path = `/v1/me/disclosures/${lookupId}/content`;
        return (await gateway.inner.call(gateway.anna, 'POST', path)).status;
      },
      'own data': async () => {
        const asked = { register: 'residents', subject: { idnr: ANNA } };
        return (await gateway.inner.call(gateway.anna, 'POST', '/v1/me/data', asked)).status;
      },
      'reports to my office': () => own('/v1/reports?limit=100'),
      'reports to my office, later': () =>
        own(`/v1/reports?limit=100&after=00000000-0000-7000-8000-${'0'.repeat(12)}`),
      consents: () => mine('/v1/consents?limit=100'),
      'consents, later': () => mine(`/v1/consents?after=${consentId}`),
      'one consent': () => mine(`/v1/consents/${consentId}`),
      subjects: () => own(`/v1/subscriptions/${subscription}/subjects?limit=100`),
      'subjects, later': () => own(`/v1/subscriptions/${subscription}/subjects?after=R-5&limit=100`),
      feed: () => own(`/v1/feeds/${subscription}`),
      callbacks: () => own('/v1/callbacks'),
      'what was asked just now': () => own('/v1/asked'),
      'systems of an authority': () => own('/v1/systems'),
      deliveries: () => own(`/v1/subscriptions/${subscription}/deliveries`),
      'deliveries that failed': () => own(`/v1/subscriptions/${subscription}/deliveries?state=FAILED`),
      'deliveries that wait': () => own(`/v1/subscriptions/${subscription}/deliveries?state=WAITING`),
      'a lookup': () => lookUp(vehicle),
      'a lookup by choice': () => lookUp({ consentId }),
      'a preview, its use and its release': async () =>
        (await way.take(await way.released(consentId))).status,
      'a preview that is declined': async () => (await way.decline(await way.shown(consentId))).status,
      'a form that is filled': async () => {
        const asked = {
          form: 'resident-parking-permit',
          version: 2,
          subjects: [{ name: 'applicant', subject: residence.subject }],
          sources: [
            { evidenceType: residence.evidenceType, noticeSha256: (await gateway.notice()).body['sha256'] },
          ],
        };
        return (await gateway.inner.call(gateway.anna, 'POST', '/v1/prefill', asked)).status;
      },
      'a request, its previews and its use': async () => {
        const request = await requested();
        await way.use(await way.shown(consentId, { request }));
        return own(`/v1/requests/${request}`);
      },
      'a request that is declined': async () => {
        const path = `/v1/me/requests/${await requested()}`;
        await gateway.inner.call(gateway.anna, 'POST', `${path}/decline`, {});
        return mine(path);
      },
      'requests to me': () => mine('/v1/me/requests?limit=100'),
      'requests to me, later': () =>
        mine(`/v1/me/requests?limit=100&after=${'f'.repeat(8)}-ffff-7fff-bfff-${'f'.repeat(12)}`),
      'releases that wait': () => own('/v1/releases?limit=100'),
      'releases, later': () =>
        own(`/v1/releases?limit=100&after=${'f'.repeat(8)}-ffff-7fff-bfff-${'f'.repeat(12)}`),
      'an encryption key': () => own('/v1/encryption-key'),
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
