import { describeStanding, describeWrongOffice, type RunningRegister } from '#libs/register-kit-testing';
import { aRegistration } from './registration.builder.ts';
import { startVehicles } from './testing/start-vehicles.ts';
import { anOrganisationHolder, aPersonHolder } from './vehicle.builder.ts';

const anAct = (overrides: object = {}) => ({
  ground: 'FZV §15(5)',
  effectiveOn: '2026-02-01',
  expectedVersion: 1,
  ...overrides,
});

let register: RunningRegister;

beforeAll(async () => {
  register = await startVehicles();
});
afterAll(() => register.stop());

describe('the standing of officers', () => {
  describeStanding(() => register);
});

describe('an officer of another authority', () => {
  describeWrongOffice(() => register, {
    path: '/v1/vehicles',
    other: 'zulassung-stadt-goettingen',
    registration: aRegistration,
    search: ({ plate }: { readonly plate: string }) => ({ plate }),
    act: 'deregister',
    change: {},
  });

  it('that has ended is told who keeps its records', async () => {
    const { status, body } = await register.as('zulassung-landkreis-hannover-2001').get('/v1/vehicles');
    expect([status, body.code]).toEqual([403, 'authority-ended']);
    expect(body['detail']).toContain('zulassung-region-hannover');
  });
});

const found = async (subject: object): Promise<unknown[]> => {
  const { body } = await register.post('/v1/vehicles/search', subject);
  return (body['records'] as { id: string }[]).map(({ id }) => id);
};
const registered = async (overrides: object = {}): Promise<string> => {
  const answer = await register.post('/v1/vehicles', aRegistration(overrides));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body.id;
};
const deregister = (id: string) => register.post(`/v1/vehicles/${id}/acts/deregister`, anAct());

describe('officers of the vehicle register', () => {
  it('register, read, transfer and deregister a vehicle, and read the history', async () => {
    const body = aRegistration();
    const { id } = (await register.post('/v1/vehicles', body)).body;
    const { ground: _ground, effectiveOn: _effectiveOn, ...values } = body;
    const { body: read } = await register.get(`/v1/vehicles/${id}`);
    expect(read).toMatchObject({ ...values, version: 1, previousHolders: [], deregisteredOn: null });
    expect(read).not.toHaveProperty('plateNamed');

    const holder = anOrganisationHolder({ name: 'Müller Logistik GmbH' });
    const transferred = await register.post(`/v1/vehicles/${id}/acts/transfer`, anAct({ holder }));
    expect(transferred.body).toMatchObject({
      version: 2,
      changedFields: ['holder', 'insurance', 'previousHolders', 'registeredOn'],
    });
    const again = await register.post(
      `/v1/vehicles/${id}/acts/transfer`,
      anAct({ expectedVersion: 2, holder: { ...holder, name: holder.name.normalize('NFD') } }),
    );
    expect(again).toMatchObject({ status: 409, body: { code: 'transfer-to-current-holder' } });
    const ended = await register.post(`/v1/vehicles/${id}/acts/deregister`, anAct({ expectedVersion: 2 }));
    expect(ended.body).toMatchObject({ version: 3, changedFields: ['deregisteredOn'] });
    const late = await register.post(
      `/v1/vehicles/${id}/acts/transfer`,
      anAct({ expectedVersion: 3, holder: aPersonHolder() }),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'vehicle-deregistered' } });
    expect((await register.get(`/v1/vehicles/${id}/history`)).body).toMatchObject([
      { type: 'vehicle.registered.v1' },
      { type: 'vehicle.transferred.v1' },
      { type: 'vehicle.deregistered.v1' },
    ]);
    const before = await register.get(`/v1/vehicles/${id}?effectiveOn=2026-01-31`);
    expect(before.body).toMatchObject({ version: 1, holder: { kind: 'PERSON' } });
  });

  it('cannot give a plate twice, unless its vehicle is deregistered', async () => {
    const { plate } = aRegistration();
    const first = await registered({ plate });
    const taken = await register.post('/v1/vehicles', aRegistration({ plate }));
    expect(taken).toMatchObject({ status: 409, body: { code: 'plate-taken' } });
    expect(taken.text).not.toContain(plate);
    expect(await deregister(first)).toMatchObject({ status: 200 });
    const second = await registered({ plate });
    expect(await found({ plate })).toEqual([second]);
    await deregister(second);
    expect(await found({ plate })).toEqual([second]);
  });

  it('find a deregistered vehicle by its plate while no other bears it', async () => {
    const { plate, vin } = aRegistration();
    const id = await registered({ plate, vin });
    await deregister(id);
    expect(await found({ plate })).toEqual([id]);
    expect(await found({ vin })).toEqual([id]);
  });

  it('cannot register a vehicle twice, also at once, and register it anew after its deregistration', async () => {
    const { vin } = aRegistration();
    const days = ['2021-01-01', '2022-01-01', '2023-01-01'];
    const answers = await Promise.all(
      days.map((registeredOn) => register.post('/v1/vehicles', aRegistration({ vin, registeredOn }))),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused).toMatchObject({ body: { code: 'vin-registered', errors: [{ pointer: '/vin' }] } });
    expect(refused?.text).not.toContain(vin);
    await deregister(answers.find(({ status }) => status === 201)?.body.id ?? '');
    const anew = await registered({ vin, registeredOn: '2026-02-02', effectiveOn: '2026-02-02' });
    expect(await found({ vin })).toEqual([anew]);
  });

  it('register vehicles from before ISO 3779, whose numbers each maker gave by itself', async () => {
    const older = { vin: '11703942', plateKind: 'VINTAGE', firstRegisteredOn: '1962-05-04' };
    const first = await registered({ ...older, plate: 'H-OT 62H', make: 'VOLKSWAGEN' });
    const other = { ...older, registeredOn: '2021-01-01' };
    const second = await registered({ ...other, plate: 'H-OT 63H', make: 'BORGWARD' });
    expect(new Set(await found({ vin: '11703942' }))).toEqual(new Set([first, second]));
    const twice = aRegistration({
      ...other,
      registeredOn: '2022-01-01',
      plate: 'H-OT 64H',
      make: 'Volkswagen',
      plateKind: 'VINTAGE',
    });
    expect((await register.post('/v1/vehicles', twice)).body.code).toBe('vin-registered');
  });

  it('register a holder abroad', async () => {
    const address = { postcode: '1010', place: 'Wien', street: 'Graben', houseNumber: '1' };
    const abroad = (country: string | null) => ({
      holder: aPersonHolder({ address: { ...address, country } }),
    });
    await registered(abroad('Österreich'));
    const { status, body } = await register.post('/v1/vehicles', aRegistration(abroad(null)));
    expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/holder/address/postcode' }] }]);
  });

  it('get problems that name the member and repeat no value', async () => {
    const cases: readonly (readonly [object, string, string])[] = [
      [{ plate: 'HEX1234' }, 'identifier-malformed', '/plate'],
      [{ vin: 'WVWZZZEMZRA00000' }, 'identifier-malformed', '/vin'],
      [{ holder: aPersonHolder({ idnr: '02476291359' }) }, 'check-digit-wrong', '/holder/idnr'],
      [{ holder: { ...aPersonHolder(), name: 'Muster GmbH' } }, 'member-unknown', '/holder/name'],
      [{ securityCodes: ['1234'] }, 'member-unknown', '/securityCodes'],
      [{ powerKw: '96' }, 'request-invalid', '/powerKw'],
      [{ plateKind: 'SEASONAL' }, 'request-invalid', '/season'],
      [{ effectiveOn: '2999-01-01' }, 'effective-in-future', '/effectiveOn'],
    ];
    for (const [member, code, pointer] of cases) {
      const { status, body, text } = await register.post('/v1/vehicles', aRegistration(member));
      expect({ pointer, status, body }).toMatchObject({
        status: 400,
        body: { code, errors: [{ pointer, code }] },
      });
      for (const value of ['HEX1234', '02476291359', 'Muster GmbH', 'Beispielweg'])
        expect(text).not.toContain(value);
    }
    expect((await register.post('/v1/vehicles/search', {})).status).toBe(400);
  });

  it('import lines, report those at fault, and change nothing when they repeat it', async () => {
    const [one, two] = [aRegistration(), aRegistration()];
    const lines = [one, aRegistration({ plate: one.plate }), two]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    const { report } = await register.import(lines);
    expect(report.flatMap(({ error }) => (error ? [[error.line, error.code]] : []))).toEqual([
      [2, 'plate-taken'],
    ]);
    expect(report.at(-1)).toEqual({ summary: { lines: 3, created: 2, unchanged: 0, failed: 1 } });
    const again = await register.import([one, two].map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(again.report.at(-1)).toEqual({ summary: { lines: 2, created: 0, unchanged: 2, failed: 0 } });
  });

  it('are told to come back while the database is away', () =>
    register.database.whileAway(async () => {
      const { status, headers } = await register.get('/v1/vehicles');
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[12]$/)]);
    }));
});
