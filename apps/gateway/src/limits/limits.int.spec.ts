import type { SubjectKind } from '#libs/contracts';
import { Background } from '#libs/service-kit';
import { ANNA, DemoGateway, demoPolicy, residence } from '../testing/demo-gateway.ts';
import { BEN } from '../testing/follower.ts';
import { aGrant } from '../policy/policy.builder.ts';
import { PolicyStore } from '../policy/policy.store.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
import { PreviewWay } from '../testing/preview-way.ts';
import type { Answer } from '../testing/test-gateway.ts';
import { Quotas } from './quotas.service.ts';
import { UsageStore } from './usage.store.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());
beforeEach(() => gateway.calmRegisters());

const purpose = 'resident-parking-permit';
const statutory = {
  authority: 'strassenverkehr-hannover',
  purpose,
  ground: { kind: 'STATUTE', legalBasis: 'of the test' },
} as const;
const grants = [
  aGrant({ ...statutory, id: 'people', evidenceType: 'residents.address.v1' }),
  aGrant({
    ...statutory,
    id: 'cars',
    evidenceType: 'vehicles.master-data.v1',
    subjectKinds: ['plate'],
    fields: ['plate', 'make'],
  }),
];
const car = { evidenceType: 'vehicles.master-data.v1', purpose, subject: { plate: 'H-AB 123' } };
const person = (idnr: string) => ({
  evidenceType: 'residents.address.v1',
  purpose,
  subject: { idnr, birthDate: '1985-04-12' },
});

/** Windows so long that next to nothing is refilled while a test runs; what was used before is forgotten. */
async function limitTo(lookups: number, guesses: number, subjectKinds: readonly SubjectKind[]) {
  const allowed = {
    lookups: { count: lookups, windowS: 86_400 },
    guesses: { count: guesses, windowS: 86_400 },
  };
  const limits = [
    { client: 'parking-hannover', subjectKinds, ...allowed },
    { subjectKinds, ...allowed },
  ];
  const chosen = demoPolicy.grants.filter(({ id }) => id === 'hannover-parking-residence');
  await applyPolicy(gateway.inner.database.migratorUrl, {
    ...demoPolicy,
    grants: [...grants, ...chosen],
    limits,
  });
  await gateway.inner.app.get(PolicyStore).reload();
  const quotas = gateway.inner.app.get(Quotas);
  await quotas.sync();
  await gateway.inner.pool.query('update lookup_usage set debt = 0, guesses = 0, refused = 0');
  const mine = subjectKinds.map((kind) => quotas.ofPerson(gateway.inner.citizenSub(ANNA), kind));
  for (const quota of [...mine, ...subjectKinds.map((kind) => quotas.of('parking-hannover', kind))]) {
    quota.drain();
    quota.adopt({ debt: 0, guesses: 0 }, Date.now());
  }
}

const ask = (request: object): Promise<Answer> =>
  gateway.inner.call(gateway.parking, 'POST', '/v1/lookups', request);

const decisions = async (): Promise<number> => {
  const { rows } = await gateway.inner.pool.query<{ count: number }>(
    'select count(*) as count from decision',
  );
  return rows[0]!.count;
};
const told = ({ headers }: Answer) => [
  headers.get('ratelimit-policy'),
  /r=\d+/.exec(headers.get('ratelimit') ?? '')?.[0],
];

describe('a client’s limit', () => {
  it('is told on every answer, refusals included, and is one per kind of subject', async () => {
    await limitTo(50, 5, ['plate', 'idnr']);
    expect(told(await ask(car))).toEqual(['"plate";q=50;w=86400', 'r=49']);
    expect(told(await ask({ ...car, fields: ['shoeSize'] }))).toEqual(['"plate";q=50;w=86400', 'r=48']);
    expect(told(await ask(person(ANNA)))).toEqual(['"idnr";q=50;w=86400', 'r=49']);
  });

  it('refuses what goes beyond it, with the time to wait, and records no decision', async () => {
    await limitTo(3, 5, ['plate']);
    for (let n = 0; n < 3; n++) expect((await ask(car)).status).toBe(200);
    const before = await decisions();
    const { status, body, headers } = await ask(car);
    expect([status, body.code, body.lookupId]).toEqual([429, 'quota-exceeded', undefined]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(600);
    expect(headers.get('ratelimit')).toMatch(/^"plate";r=0;t=\d+$/);
    expect(await decisions()).toBe(before);
    await gateway.inner.app.get(Quotas).sync();
    const { rows } = await gateway.inner.pool.query("select refused from lookup_usage where kind = 'plate'");
    expect(rows).toEqual([{ refused: 1 }]);
    expect((await ask(person(ANNA))).status).toBe(200);
  });

  it('is the same whoever a NO_EVIDENCE is about, and dearer guess by guess', async () => {
    const seen: unknown[][] = [];
    for (const concerns of [[], ['pseudonym-of-somebody-locked']]) {
      await limitTo(500, 1, ['idnr']);
      gateway.inner.registers.residents.behaviour = ({ decisionId }) => ({
        decisionId,
        status: 'NO_EVIDENCE',
        concerns,
      });
      const left: unknown[] = [];
      for (const idnr of [ANNA, BEN, ANNA, BEN]) {
        const answer = await ask(person(idnr));
        expect(answer.body.status).toBe('NO_EVIDENCE');
        left.push(told(answer)[1]);
      }
      seen.push(left);
    }
    expect(seen[0]).toEqual(['r=499', 'r=496', 'r=491', 'r=482']);
    expect(seen[1]).toEqual(seen[0]);
  });
});

describe('on the way of a choice', () => {
  const item = async () => ({
    evidenceType: residence.evidenceType,
    subject: residence.subject,
    consentId: await gateway.chosenId(),
  });
  const request = {
    purpose,
    person: { idnr: ANNA },
    items: [{ evidenceType: residence.evidenceType }],
  };

  it('counts each item of a preview, of that person alone, and a guess as in a lookup', async () => {
    const way = await PreviewWay.of(gateway);
    await limitTo(5, 1, ['idnr']);
    const one = await item();
    expect(told(await way.preview([one, one, one]))).toEqual(['"idnr";q=5;w=86400', 'r=2']);
    const refused = await way.preview([one, one, one]);
    expect([refused.status, refused.body.code, told(refused)[1]]).toEqual([429, 'quota-exceeded', 'r=2']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    const ben = await gateway.inner.citizen(BEN);
    expect(told(await way.preview([one], {}, ben))[1]).toBe('r=4');
    expect(told(await way.preview([one, one]))[1]).toBe('r=0');
    const data = { register: 'residents', subject: { idnr: ANNA } };
    const own = () => gateway.inner.call(gateway.anna, 'POST', '/v1/me/data', data);
    expect((await own()).body.code).toBe('quota-exceeded');
    await limitTo(50, 1, ['idnr']);
    gateway.inner.registers.residents.behaviour = ({ decisionId }) => ({
      decisionId,
      status: 'NO_EVIDENCE',
      concerns: [],
    });
    await way.preview([one]);
    expect(told(await way.preview([one]))[1]).toBe('r=46');
    expect(told(await own())[1]).toBe('r=41');
    await limitTo(1, 1, ['record']);
    const path = '/v1/me/disclosures/0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f/content';
    const content = () => gateway.inner.call(gateway.anna, 'POST', path);
    expect(told(await content())).toEqual(['"record";q=1;w=86400', 'r=0']);
    expect((await content()).body.code).toBe('quota-exceeded');
  });

  it('counts a release as a lookup, and a request once for each evidence type', async () => {
    const way = await PreviewWay.of(gateway);
    await limitTo(4, 5, ['idnr']);
    const releaseId = await way.released(await gateway.chosenId());
    expect(told(await way.take(releaseId, 'k'))).toEqual(['"idnr";q=4;w=86400', 'r=3']);
    const open = () => gateway.inner.call(gateway.parking, 'POST', '/v1/requests', request);
    expect(told(await open())[1]).toBe('r=2');
    await open();
    expect(told(await way.take(releaseId, 'k'))[1]).toBe('r=0');
    for (const answer of [await open(), await way.take(releaseId, 'k')])
      expect([answer.status, answer.body.code, told(answer)[1]]).toEqual([429, 'quota-exceeded', 'r=0']);
    await limitTo(4, 5, ['idnr']);
    expect((await way.take(releaseId, 'k')).body.status).toBe('EVIDENCE');
  });
});

describe('what was used', () => {
  const used = { client: 'c', kind: 'vin', debt: 5, guesses: 1, refused: 0 } as const;
  const terms = { debtRate: 0, debtMost: 50, guessRate: 0, guessMost: 50 };

  it('adds up over gateways that count at once, and outlives them', async () => {
    const usage = gateway.inner.app.get(UsageStore);
    await Promise.all(Array.from({ length: 8 }, () => usage.add([{ ...used, ...terms }])));
    expect((await usage.all()).find(({ client }) => client === 'c')).toMatchObject({ debt: 40, guesses: 8 });
    const restarted = new Quotas(gateway.inner.app.get(PolicyStore), usage, new Background());
    await restarted.onModuleInit();
    const left = Number(/r=(\d+)/.exec(restarted.of('c', 'vin').headers(Date.now()).ratelimit)?.[1]);
    expect(left).toBeLessThan(600);
  });
});
