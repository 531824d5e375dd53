import { readFileSync } from 'node:fs';
import { describeStanding, describeWrongOffice, type RunningRegister } from '#libs/register-kit-testing';
import { aRegistration } from './registration.builder.ts';
import { aDoubt } from './testing/a-doubt.ts';
import { startBusiness } from './testing/start-business.ts';

const sample = readFileSync(
  new URL('../../../deploy/sample/data/offeneregister-sample.jsonl', import.meta.url),
  'utf8',
);

const anAct = (overrides: object = {}) => ({
  ground: 'HRV §20',
  effectiveOn: '2026-02-01',
  expectedVersion: 1,
  ...overrides,
});

let register: RunningRegister;

beforeAll(async () => {
  register = await startBusiness();
});
afterAll(() => register.stop());

describe('the standing of officers', () => {
  describeStanding(() => register);
});

describe('an officer of another authority', () => {
  let number = 7_000;
  describeWrongOffice(() => register, {
    path: '/v1/companies',
    other: 'registergericht-hannover',
    registration: () => aRegistration((number += 1)),
    search: ({ register: entry }: { readonly register: { readonly registerNumber: string } }) => ({
      euid: `DEP2204.${entry.registerNumber.replace(' ', '')}`,
    }),
    act: 'delete',
    change: {},
  });
});

describe('officers of the commercial register', () => {
  it('register, read, move and delete a company, and read the history', async () => {
    const hannover = register.as('registergericht-hannover');
    const { id } = (await register.post('/v1/companies', aRegistration(1))).body;
    expect((await register.get(`/v1/companies/${id}`)).body).toMatchObject({
      euid: 'DEP2204.HRB1',
      register: { courtCode: 'P2204', section: 'HRB', number: 1 },
      entries: [],
    });
    const seat = { place: 'Göttingen', ags: '03241001' };
    const entry = { courtCode: 'P2305', registerNumber: 'HRB 77' };
    const moved = await register.post(`/v1/companies/${id}/acts/move-seat`, anAct({ seat, register: entry }));
    expect(moved.body).toMatchObject({
      version: 2,
      changedFields: ['entries', 'euid', 'formerEuids', 'register', 'seat'],
    });
    expect((await register.get(`/v1/companies/${id}`)).body.code).toBe('record-unknown');
    const again = anAct({
      seat: { ...seat, place: seat.place.normalize('NFD') },
      register: entry,
      expectedVersion: 2,
    });
    expect((await hannover.post(`/v1/companies/${id}/acts/move-seat`, again)).body.code).toBe(
      'seat-unchanged',
    );
    expect(
      (await hannover.post('/v1/companies/search', { euid: 'DEP2305.HRB77' })).body['records'],
    ).toMatchObject([{ id, formerEuids: [{ euid: 'DEP2204.HRB1', until: '2026-02-01' }] }]);
    const gone = anAct({ expectedVersion: 2 });
    expect((await hannover.post(`/v1/companies/${id}/acts/delete`, gone)).status).toBe(200);
    const late = anAct({ expectedVersion: 3 });
    expect((await hannover.post(`/v1/companies/${id}/acts/delete`, late)).body.code).toBe('company-deleted');
    expect((await hannover.get(`/v1/companies/${id}`)).body).toMatchObject({
      status: 'DELETED',
      endedOn: '2026-02-01',
      entries: [{ sequence: 1 }, { sequence: 2, enteredOn: '2026-02-01' }],
    });
    expect((await hannover.get(`/v1/companies/${id}/history`)).body).toHaveLength(3);
  });

  it('cannot enter a second company under an EUID that is or was another’s', async () => {
    const { id } = (await register.post('/v1/companies', aRegistration(2))).body;
    const entry = { courtCode: 'P2305', registerNumber: 'HRB 78' };
    const move = anAct({ seat: { place: 'Hannover' }, register: entry });
    await register.post(`/v1/companies/${id}/acts/move-seat`, move);
    for (const [court, taken] of [
      [register, aRegistration(2, { legalName: 'Andere GmbH' })],
      [register.as('registergericht-hannover'), aRegistration(3, { register: entry })],
    ] as const) {
      expect((await court.post('/v1/companies', taken)).body.code).toBe('record-exists');
    }
  });

  it('look into what a person doubts: one takes it, and closes it', async () => {
    const names = { lei: '213800KUD8LAJWSQ9D15' };
    const { id: companyId } = (await register.post('/v1/companies', aRegistration(6, names))).body;
    const id = await aDoubt(register, names.lei);
    const { cases } = (await register.get('/v1/cases?kind=VALUE_DOUBTED&state=OPEN')).body;
    expect(cases).toMatchObject([{ id, companyId, words: 'It is another.', fields: ['legalName'] }]);
    const hannover = register.as('registergericht-hannover');
    expect((await hannover.get(`/v1/cases/${id}`)).body.code).toBe('case-unknown');
    expect((await register.post(`/v1/cases/${id}/take`, {})).body).toMatchObject({ state: 'TAKEN' });
    const other = await register.authorization(undefined, 'another-officer');
    const close = (outcome: string, headers = {}) =>
      register.post(`/v1/cases/${id}/close`, { outcome }, headers);
    expect((await close('CONFIRMED', other)).body.code).toBe('case-taken');
    expect((await close('STAYS')).body.code).toBe('request-invalid');
    const { body } = await close('NOT_CONFIRMED');
    expect(body).toMatchObject({ state: 'CLOSED', outcome: 'NOT_CONFIRMED', acts: [{}, {}, {}] });
    expect(body).not.toHaveProperty('words');
  });

  it('get problems that name the member', async () => {
    const cases: readonly (readonly [object, string, string])[] = [
      [
        { register: { courtCode: 'P9999', registerNumber: 'HRB 4' } },
        'identifier-unknown',
        '/register/courtCode',
      ],
      [
        { register: { courtCode: 'P2204', registerNumber: 'HRC 4' } },
        'identifier-malformed',
        '/register/registerNumber',
      ],
      [{ widnr: 'DE123456789-00001' }, 'check-digit-wrong', '/widnr'],
      [{ lei: '213800KUD8LXJWSQ9D15' }, 'check-digit-wrong', '/lei'],
      [{ status: 'SLEEPING' }, 'request-invalid', '/status'],
      [{ turnover: 1 }, 'member-unknown', '/turnover'],
    ];
    for (const [member, code, pointer] of cases) {
      const { status, body } = await register.post('/v1/companies', aRegistration(5, member));
      expect({ pointer, status, body }).toMatchObject({
        status: 400,
        body: { code, errors: [{ pointer, code }] },
      });
    }
    expect((await register.post('/v1/companies/search', {})).status).toBe(400);
  });
});

describe('the import of OffeneRegister.de', () => {
  it('registers all 365 companies of the sample and changes nothing when repeated', async () => {
    const ofBraunschweig = (line: string) => line.includes('"P1103_');
    const lines = sample.split('\n').filter(Boolean);
    for (const [court, its] of [
      [register, lines.filter((line) => !ofBraunschweig(line))],
      [register.as('registergericht-braunschweig'), lines.filter(ofBraunschweig)],
    ] as const) {
      const summary = { lines: its.length, created: its.length, unchanged: 0, failed: 0 };
      const { report } = await court.import(its.join('\n'), '?format=offeneregister');
      expect(report.filter(({ error }) => error)).toEqual([]);
      expect(report.at(-1)).toEqual({ summary });
      const again = await court.import(its.join('\n'), '?format=offeneregister');
      expect(again.report.at(-1)).toEqual({ summary: { ...summary, created: 0, unchanged: its.length } });
    }
  });

  it('names the lines of another court, and registers the others', async () => {
    const { report } = await register.import(sample, '?format=offeneregister');
    expect(report.flatMap(({ error }) => (error ? [[error.code, error.pointer]] : []))).toEqual([
      ['other-authority-competent', '/register/courtCode'],
      ['other-authority-competent', '/register/courtCode'],
    ]);
    expect(report.at(-1)).toEqual({ summary: { lines: 365, created: 0, unchanged: 363, failed: 2 } });
  });

  it('knows a company again after its seat moved', async () => {
    const euid = 'DEB8534.HRA730502';
    const [company] = (await register.post('/v1/companies/search', { euid })).body['records'] as {
      id: string;
    }[];
    // A court that the table does not know leaves the file where it is.
    const entry = { courtCode: 'T2304V', registerNumber: 'HRB 205285' };
    const move = anAct({ seat: { place: 'Mainz' }, register: entry });
    expect((await register.post(`/v1/companies/${company?.id}/acts/move-seat`, move)).status).toBe(200);
    const again = await register.import(sample, '?format=offeneregister');
    expect(again.report.at(-1)).toMatchObject({ summary: { created: 0, unchanged: 363 } });
  });

  it('reports a line that cannot be read and goes on', async () => {
    const lines = sample.split('\n').slice(0, 3);
    const broken = [lines[0], '{', lines[1]?.replace('"de"', '"at"'), lines[2]].join('\n');
    const { report } = await register.import(`${broken}\n`, '?format=offeneregister');
    expect(report.flatMap(({ error }) => (error ? [[error.line, error.code]] : []))).toEqual([
      [2, 'import-line-unreadable'],
      [3, 'import-line-unreadable'],
    ]);
    expect(report.at(-1)).toMatchObject({ summary: { lines: 4, unchanged: 2, failed: 2 } });
  });

  it('are told to come back while the database is away', () =>
    register.database.whileAway(async () => {
      const { status, headers } = await register.get('/v1/companies');
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[12]$/)]);
    }));
});
