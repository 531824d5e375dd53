import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { feedEventSchema } from '#libs/contracts';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import type { PolicyFile } from '../apps/gateway/src/policy/policy.file.ts';
import { testEventGrants } from '../apps/gateway/src/policy/test-grants.builder.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import type { Receipt } from '../deploy/local/move-resident.ts';
import { applyPolicy } from '../deploy/local/policy.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { sample } from '../deploy/sample/sample.ts';

interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}

interface Page {
  readonly events: readonly FeedEvent[];
  readonly next: string;
}

const demoPolicy = new URL('../apps/gateway/data/policy.demo.json', import.meta.url);
const MISSED = 12;
const PAGE = 5;
const REFERENCE = 'WG-2026-000123';
const question = {
  authority: 'wohngeld-goettingen',
  purpose: 'housing-benefit',
  evidenceType: 'residents.change-notice.v1',
};
const streets = ['Probegasse', 'Musterwall'];
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe('an authority that follows a citizen with her consent', () => {
  let stack: IsolatedStack;
  let gateway: ManagedProcess;
  let version = 0;
  let residentId: string;
  let consentId: string;
  let feed: string;

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
    await grantTestEvents();
    [gateway] = await Promise.all([
      stack.startApp('gateway'),
      stack.startApp('identity'),
      stack.startApp('residents'),
    ]);
    const demo = sample({ seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' });
    for (const { register, record } of demo) {
      if (register === 'residents' && record.idnr === demoCitizens.anna.idnr)
        await as('officer-residents').post('/v1/residents', record);
    }
    const { records } = await as('officer-residents').post<{
      records: readonly { id: string; version: number }[];
    }>('/v1/residents/search', { idnr: demoCitizens.anna.idnr });
    const [{ id, version: first } = { id: '', version: 0 }] = records;
    [residentId, version] = [id, first];
    const notice = new URLSearchParams(question).toString();
    const { sha256 } = await as('anna').get<{ sha256: string }>(`/v1/consents/notice?${notice}`);
    const given = { kind: 'CONSENT', ...question, noticeSha256: sha256 };
    consentId = (await as('anna').post<{ id: string }>('/v1/consents', given)).id;
    feed = await subscribe('housing-goettingen', question.purpose, { reference: REFERENCE, consentId });
  });

  afterAll(() => stack?.stop());

  /** No office of the demo follows a citizen with her consent; here one may. */
  async function grantTestEvents(): Promise<void> {
    const demo = JSON.parse(readFileSync(demoPolicy, 'utf8')) as PolicyFile;
    const eventGrants = [...(demo.eventGrants ?? []), ...testEventGrants];
    stack.home.writeJson('policy.json', { ...demo, eventGrants });
    await applyPolicy(stack.home, stack.databases.gateway.migratorUrl, [stack.home.path('policy.json')]);
  }

  const as = (name: string) => stack.as(name);

  async function subscribe(client: string, purpose: string, subject: object): Promise<string> {
    const wish = {
      purpose,
      eventTypes: ['resident.moved.v1'],
      lastDay: inAMonth,
      subjects: [{ idnr: demoCitizens.anna.idnr, ...subject }],
    };
    return (await as(client).post<{ feed: string }>('/v1/subscriptions', wish)).feed;
  }

  const move = async (): Promise<string> => {
    const street = streets[version % streets.length];
    const { eventId, version: now } = await as('officer-residents').post<Receipt>(
      `/v1/residents/${residentId}/acts/move`,
      {
        ground: 'a journey of the tests',
        effectiveOn: '2026-03-01',
        expectedVersion: version,
        address: { ags: '03241001', postcode: '30159', place: 'Hannover', street, houseNumber: '21' },
      },
    );
    version = now;
    return eventId;
  };

  const page = (client: string, of: string, after?: string): Promise<Page> =>
    as(client).get(`${of}?limit=${PAGE}${after === undefined ? '' : `&after=${after}`}`);

  /** Goes on from a cursor until these events have arrived, however often the feed has nothing yet. */
  async function catchUp(client: string, of: string, after: string, last: string) {
    const events: FeedEvent[] = [];
    let cursor = after;
    const read = async (): Promise<readonly FeedEvent[]> => {
      const found = await page(client, of, cursor);
      events.push(...found.events);
      cursor = found.next;
      return events;
    };
    await eventually('the last event is in the feed', read, (all) => all.some(({ id }) => id === last));
    return { events, cursor };
  }

  let cursor: string;

  it('catches up by cursor after it was off, with nothing missing and everything in order', async () => {
    ({ next: cursor } = await page('housing-goettingen', feed));
    const moves: string[] = [];
    for (let count = 0; count < MISSED; count++) {
      // The gateway is off, too, for half of them: what it missed waits in Kafka.
      if (count === MISSED / 2) await gateway.kill9();
      moves.push(await move());
    }
    gateway = await stack.startApp('gateway');
    const caught = await catchUp('housing-goettingen', feed, cursor, moves.at(-1) ?? '');
    expect(caught.events.map(({ id }) => id)).toEqual(moves);
    expect(new Set(caught.events.map(({ subject }) => subject))).toEqual(new Set([REFERENCE]));
    const again = await catchUp('housing-goettingen', feed, cursor, moves.at(-1) ?? '');
    expect(again.events.map(({ id }) => id)).toEqual(moves);
    ({ cursor } = caught);

    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(feedEventSchema);
    expect(caught.events.filter((event) => !validate(event))).toEqual([]);
    expect(JSON.stringify(caught.events)).not.toMatch(/Probegasse|Musterwall/);

    const { disclosures } = await as('anna').get<{ disclosures: readonly { caseReference?: string }[] }>(
      '/v1/me/disclosures?limit=50',
    );
    const told = disclosures.filter(({ caseReference }) => caseReference === REFERENCE);
    // Each delivery is one, the repeated ones as well.
    expect(told).toHaveLength(2 * MISSED);
  });

  it('gets nothing more once she has withdrawn, not even what had reached its feed before', async () => {
    // On statute; what it sees has reached every feed of hers.
    const other = await subscribe('parking-hannover', 'resident-parking-permit', { reference: 'BPA-1' });
    let { next } = await page('parking-hannover', other);
    const undelivered = await move();
    ({ cursor: next } = await catchUp('parking-hannover', other, next, undelivered));
    await as('anna').post(`/v1/consents/${consentId}/withdrawal`);
    const later = await move();
    await catchUp('parking-hannover', other, next, later);

    for (let count = 0; count < 3; count++) {
      const token = await tokenOf(stack.endpoints, 'housing-goettingen');
      const answer = await fetch(`${stack.endpoints.apps.gateway}${feed}?after=${cursor}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(await answer.text()).not.toMatch(new RegExp(`${undelivered}|${later}|${REFERENCE}`));
    }
  });
});
