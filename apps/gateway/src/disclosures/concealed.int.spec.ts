import { randomUUID } from 'node:crypto';
import { applyPolicy } from '../policy/policy.writer.ts';
import { evidenceFor } from '../testing/fake-register.ts';
import { ANNA, DemoGateway, demoPolicy, residence, vehicle } from '../testing/demo-gateway.ts';
import { BEN } from '../testing/follower.ts';

const birthDate = '1985-04-12';
const address = { evidenceType: 'residents.address.v1', purpose: 'inquiry' };
const statute = (id: string, authority: string) => ({
  id,
  authority,
  ...address,
  subjectKinds: ['idnr' as const],
  fields: ['familyName', 'address.street'],
  ground: { kind: 'STATUTE' as const, legalBasis: 'BMG §34(4)' },
  validFrom: '2026-01-01',
});
const keeper = { ...statute('service-vehicles', 'service'), ...vehicle, purpose: 'inquiry' };
const { subject: _, ...keeperGrant } = { ...keeper, subjectKinds: ['plate' as const], fields: ['plate'] };
const policy = {
  ...demoPolicy,
  authorities: [
    ...demoPolicy.authorities,
    { id: 'service', name: 'Service', active: true, concealed: 'BMG §11' },
    { id: 'court', name: 'Court', active: true },
  ],
  clients: [
    ...demoPolicy.clients,
    { id: 'service-client', authority: 'service', active: true },
    { id: 'court-client', authority: 'court', active: true },
  ],
  purposes: [...demoPolicy.purposes, { id: 'inquiry', title: { de: 'Anfrage', en: 'Inquiry' } }],
  grants: [
    ...demoPolicy.grants,
    statute('service-address', 'service'),
    statute('court-address', 'court'),
    keeperGrant,
    { ...keeperGrant, id: 'court-vehicles', authority: 'court' },
  ],
};

let gateway: DemoGateway;
let court: string;
let service: string;
beforeAll(async () => {
  gateway = await DemoGateway.start(undefined, false, policy);
  court = await gateway.inner.machine('court-client', 'court');
  service = await gateway.inner.machine('service-client', 'service');
});
afterAll(() => gateway.inner.stop());

type Retrieval = (idnr: string, token: string) => Promise<string>;

const found: Retrieval = async (idnr, token) =>
  (await gateway.lookUp({ ...address, subject: { idnr, birthDate } }, token)).body['lookupId'] as string;
const refused: Retrieval = async (idnr, token) =>
  (await gateway.lookUp({ ...residence, subject: { idnr, birthDate } }, token)).body['lookupId'] as string;
/** The register names the person, whom the lookup does not. */
const concerned: Retrieval = async (idnr, token) => {
  gateway.inner.registers.vehicles.behaviour = (permit) =>
    evidenceFor(permit, [gateway.inner.citizenSub(idnr)]);
  const { body } = await gateway.lookUp({ ...vehicle, purpose: 'inquiry' }, token);
  return body['lookupId'] as string;
};
const visible: readonly Retrieval[] = [found, concerned, refused, found, found, concerned, refused];

interface Trail {
  readonly token: string;
  readonly ids: readonly string[];
  readonly between: string;
}

/** What a court asked about two persons; before, between and after that, a service asked about the second one. */
async function trails(): Promise<{ plain: Trail; watched: Trail; hidden: readonly string[] }> {
  const hidden: string[] = [];
  const ids: [string[], string[]] = [[], []];
  let between = '';
  for (const [at, retrieval] of visible.entries()) {
    const hides = [found, concerned, refused, found].slice(0, (at % 4) + 1);
    for (const hide of hides) hidden.push(await hide(BEN, service));
    ids[0].push(await retrieval(ANNA, court));
    ids[1].push(await retrieval(BEN, court));
    if (at === 3) between = new Date().toISOString();
  }
  hidden.push(await found(BEN, service));
  const tokens = await Promise.all([ANNA, BEN].map((idnr) => gateway.inner.citizen(idnr)));
  return {
    plain: { token: tokens[0]!, ids: ids[0], between },
    watched: { token: tokens[1]!, ids: ids[1], between },
    hidden,
  };
}

/** The answer byte for byte, but for ids and times: each becomes the number of its first place. */
async function seen({ token }: Trail, query: string, path = ''): Promise<{ text: string; next?: string }> {
  const response = await fetch(`${gateway.inner.url}/v1/me/disclosures${path}?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = await response.text();
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  const names = new Map<string, string>();
  const variable = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;
  const text = `${response.status} ${JSON.stringify(headers)} ${body}`.replaceAll(variable, (name) => {
    names.set(name, names.get(name) ?? `#${names.size}`);
    return names.get(name)!;
  });
  const { next } = JSON.parse(body) as { next?: string };
  return { text, ...(next !== undefined && { next }) };
}

async function pages(trail: Trail, query: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let after = '';
  for (;;) {
    const { text, next } = await seen(trail, query + after);
    texts.push(text);
    if (next === undefined || texts.length > 20) return texts;
    expect(trail.ids).toContain(next);
    after = `&after=${next}`;
  }
}

/** An id of the same instant that nobody has. */
const beside = (id: string): string => id.slice(0, 15) + randomUUID().slice(15);

describe('what the law hides', () => {
  let plain: Trail;
  let watched: Trail;
  let hidden: readonly string[];
  beforeAll(async () => {
    ({ plain, watched, hidden } = await trails());
  });

  it('is on record, about the person', async () => {
    const { rows } = await gateway.inner.pool.query<{ count: number }>(
      `select count(*)::integer from decision d where d.authority = 'service' and (d.citizen = $1
        or exists (select from concern c where c.decision_id = d.id and c.citizen = $1))`,
      [gateway.inner.citizenSub(BEN)],
    );
    expect(rows[0]?.count).toBe(hidden.length);
    expect([...hidden, ...plain.ids, ...watched.ids]).not.toContain(undefined);
  });

  const filters = ['', 'register=residents', 'register=vehicles', 'authority=court', 'authority=service'];
  it.each(filters.flatMap((filter) => [1, 2, 3, 4, 7].map((limit) => [filter, limit] as const)))(
    'leaves no trace in pages, cursors and filter: %s, %i a page',
    async (filter, limit) => {
      const query = `limit=${limit}&${filter}`;
      expect(await pages(watched, query)).toEqual(await pages(plain, query));
    },
  );

  it('leaves no trace in a period, wherever it ends', async () => {
    const { between } = plain;
    for (const period of [`since=${between}`, `until=${between}`, `until=${between}&authority=service`])
      expect(await pages(watched, `limit=2&${period}`)).toEqual(await pages(plain, `limit=2&${period}`));
  });

  it('leaves no trace after the id of a hidden row, which is like one that nobody has', async () => {
    for (const id of hidden) {
      const [at, near] = await Promise.all([id, beside(id)].map((after) => seen(watched, `after=${after}`)));
      expect(at).toEqual(near);
    }
  });

  it('is no entry by its id, like one that nobody has', async () => {
    for (const id of hidden) {
      const [at, near] = await Promise.all([id, beside(id)].map((each) => seen(watched, '', `/${each}`)));
      const [text, other] = [at, near].map((each) => each!.text.replaceAll(/[0-9a-f]{32}/g, '#'));
      expect(text).toMatch(/^404 /);
      expect(text).toBe(other);
    }
  });

  it('leaves no trace in the export, filtered or not', async () => {
    for (const filter of filters)
      expect(await seen(watched, filter, '/export')).toEqual(await seen(plain, filter, '/export'));
    const { text } = await seen(watched, '', '/export');
    expect(text).not.toMatch(/service/i);
    expect(text.match(/"lookupId"/g)).toHaveLength(visible.length);
  });

  it('stays hidden once the policy no longer names the authority', async () => {
    await applyPolicy(gateway.inner.database.migratorUrl, demoPolicy);
    expect(await seen(watched, '', '/export')).toEqual(await seen(plain, '', '/export'));
  });
});
