import type { SubjectKind } from '#libs/contracts';
import { Background } from '#libs/service-kit';
import { ANNA, DemoGateway, demoPolicy } from '../testing/demo-gateway.ts';
import { BEN } from '../testing/follower.ts';
import { aGrant } from '../policy/policy.builder.ts';
import { PolicyStore } from '../policy/policy.store.ts';
import { applyPolicy } from '../policy/policy.writer.ts';
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
    lookups: { count: lookups, windowS: 3_600 },
    guesses: { count: guesses, windowS: 86_400 },
  };
  const limits = [{ client: 'parking-hannover', subjectKinds, ...allowed }];
  await applyPolicy(gateway.inner.database.migratorUrl, { ...demoPolicy, grants, limits });
  await gateway.inner.app.get(PolicyStore).reload();
  const quotas = gateway.inner.app.get(Quotas);
  await quotas.sync();
  await gateway.inner.pool.query('update lookup_usage set debt = 0, guesses = 0, refused = 0');
  for (const kind of subjectKinds)
    quotas.of('parking-hannover', kind).adopt({ debt: 0, guesses: 0 }, Date.now());
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
    expect(told(await ask(car))).toEqual(['"plate";q=50;w=3600', 'r=49']);
    expect(told(await ask({ ...car, fields: ['shoeSize'] }))).toEqual(['"plate";q=50;w=3600', 'r=48']);
    expect(told(await ask(person(ANNA)))).toEqual(['"idnr";q=50;w=3600', 'r=49']);
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
