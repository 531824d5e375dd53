import { readFileSync, writeFileSync } from 'node:fs';
import { type Authority, today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import type { ManagedProcess } from '#libs/local-services';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { demoPolicies } from '../deploy/local/policy.ts';
import { runProgram } from '../deploy/local/program.ts';
import { root } from '../deploy/local/repository.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { testIdnr } from '../deploy/sample/test-idnr.ts';

type App = 'identity' | 'residents' | 'gateway';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Home {
  readonly ags: string;
  readonly postcode: string;
  readonly place: string;
}

const YESTERDAY = dayAfter(today(), -1);
const TABLE = 'libs/authorities/data/authorities-lower-saxony.ndjson';
const successors: Readonly<Record<string, string>> = {
  'meldebehoerde-hannover': 'meldebehoerde-leinetal',
  'meldebehoerde-hemmingen': 'meldebehoerde-leinetal',
  'zulassung-landeshauptstadt-hannover': 'zulassung-leinetal',
  'zulassung-region-hannover': 'zulassung-leinetal',
};
const founded = [
  { id: 'meldebehoerde-leinetal', name: 'Stadt Leinetal, Meldebehörde', register: 'residents' },
  { id: 'zulassung-leinetal', name: 'Stadt Leinetal, Zulassungsbehörde', register: 'vehicles' },
];
const merged = <T extends { readonly id: string }>(entry: T): T => {
  const successor = successors[entry.id];
  return successor === undefined ? entry : { ...entry, until: YESTERDAY, successor };
};
const house = { street: 'Lindenweg', houseNumber: '4' };
const hannover = { ags: '03241001', postcode: '30159', place: 'Hannover' };
const hemmingen = { ags: '03241007', postcode: '30966', place: 'Hemmingen' };
const familyNames = ['Ahrens', 'Brandt'];

describe('two municipalities that become one, and their vehicle offices', () => {
  let stack: IsolatedStack;
  let processes: readonly ManagedProcess[];
  let settings: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
    await start();
  });
  afterAll(() => stack?.stop());

  async function start(): Promise<void> {
    const apps = ['identity', 'residents', 'gateway'] as const;
    processes = await Promise.all(apps.map((app) => stack.startApp(app, settings)));
  }

  async function call(app: App, token: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(stack.endpoints.apps[app] + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  const token = (name: string, authority?: string): Promise<string> =>
    tokenOf(stack.endpoints, name, authority);

  async function registered(n: number, home: Home, officer: string): Promise<string> {
    const { status, body } = await call('residents', officer, '/v1/residents', {
      ...{ ground: 'a journey of the tests', effectiveOn: '2020-01-01', idnr: testIdnr(n, 77) },
      ...{ familyName: familyNames[n], givenNames: 'Kim', birthDate: '1980-05-17', gender: 'x' },
      addresses: [{ ...home, ...house, residenceType: 'SOLE', movedInOn: '2020-01-01' }],
    });
    expect([status, body['errors']]).toEqual([201, undefined]);
    return body['id'] as string;
  }

  /** The vehicle office of Hannover asks for where a holder lives, by name and last address (BMG §38(1)). */
  async function holderAt(n: number, { ags }: Home, office: string): Promise<Answer> {
    const person = { familyName: familyNames[n], givenNames: 'Kim', municipality: ags, address: house };
    return call('gateway', office, '/v1/lookups', {
      evidenceType: 'residents.holder-address.v1',
      purpose: 'vehicle-holder-update',
      subject: { person },
    });
  }

  const codesOf = (answers: readonly Answer[]) => answers.map(({ status, body }) => [status, body['code']]);
  const keptBy = (answers: readonly Answer[]) => answers.map(({ body }) => body['registerAuthority']);

  async function applied(change: (policy: Record<string, object[]>) => object): Promise<void> {
    const [demo] = demoPolicies.map((path) => JSON.parse(readFileSync(`${root}/${path}`, 'utf8')) as never);
    const file = stack.home.path('policy.json');
    writeFileSync(file, JSON.stringify(change(demo!)));
    const env = { MIGRATION_DATABASE_URL: stack.databases.gateway.migratorUrl, ...settings };
    await runProgram(stack.home, {
      name: 'gateway-policy',
      script: 'apps/gateway/src/apply-policy.js',
      args: [file],
      env,
    });
  }

  it('keep what they had under the new name: records, officers, grants, by one table and without a new build', async () => {
    const [hanna, office] = [await token('hanna'), await token('vehicles-register')];
    const neighbour = await token('officer-residents', 'meldebehoerde-hemmingen');
    const ids = [await registered(0, hannover, hanna), await registered(1, hemmingen, neighbour)];
    const read = async (officer: string) =>
      codesOf(await Promise.all(ids.map((id) => call('residents', officer, `/v1/residents/${id}`))));
    const asked = async (asking: string) => [
      await holderAt(0, hannover, asking),
      await holderAt(1, hemmingen, asking),
    ];
    expect([await read(hanna), await read(neighbour)]).toEqual([
      [
        [200, undefined],
        [404, 'record-unknown'],
      ],
      [
        [404, 'record-unknown'],
        [200, undefined],
      ],
    ]);
    expect(keptBy(await asked(office))).toEqual([
      'Landeshauptstadt Hannover, Meldebehörde',
      'Stadt Hemmingen, Meldebehörde',
    ]);

    const lines = readFileSync(`${root}/${TABLE}`, 'utf8').trim().split('\n');
    const table = [
      ...lines.map((line) => merged(JSON.parse(line) as Authority)),
      ...founded.map((each) => ({ ...each, areas: [], from: today() })),
    ];
    const file = stack.home.path('authorities.ndjson');
    writeFileSync(file, table.map((each) => JSON.stringify(each)).join('\n'));
    settings = { AUTHORITIES_FILE: file };
    await expect(applied((policy) => ({ ...policy, purposes: [...policy['purposes']!] }))).rejects.toThrow(
      /zulassung-landeshauptstadt-hannover: "until" is absent here and .* in the table of authorities/,
    );
    await applied((policy) => ({
      ...policy,
      authorities: [
        ...(policy['authorities'] as { id: string }[]).map(merged),
        { id: 'zulassung-leinetal', name: founded[1]!.name, active: true },
      ],
    }));
    await Promise.all(processes.map((each) => each.stop()));
    await start();

    expect(codesOf([await call('residents', hanna, `/v1/residents/${ids[0]!}`)])).toEqual([
      [403, 'authority-ended'],
    ]);
    expect(codesOf([await holderAt(0, hannover, office)])).toEqual([[403, 'authority-ended']]);
    const all = [
      [200, undefined],
      [200, undefined],
    ];
    expect([await read(await token('hanna')), await read(await token('officer-residents'))]).toEqual([
      all,
      all,
    ]);
    const answers = await asked(await token('vehicles-register'));
    expect(keptBy(answers)).toEqual(['Stadt Leinetal, Meldebehörde', 'Stadt Leinetal, Meldebehörde']);
    expect(answers.map(({ body }) => body['basis'])).toEqual([
      expect.objectContaining({ kind: 'STATUTE' }),
      expect.objectContaining({ kind: 'STATUTE' }),
    ]);
  });
});
