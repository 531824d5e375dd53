import { describeStanding, describeWrongOffice, type RunningRegister } from '#libs/register-kit-testing';
import { collectEvents } from '#libs/test-kit';
import { aRegistration } from './registration.builder.ts';
import { startResidents } from './testing/start-residents.ts';
import { aHome, aPostalAddress } from './resident.builder.ts';
import { residents } from './residents.register.ts';

const anAct = (overrides: object = {}) => ({
  ground: 'BMG §17(1)',
  effectiveOn: '2026-02-01',
  expectedVersion: 1,
  ...overrides,
});

let register: RunningRegister;

beforeAll(async () => {
  register = await startResidents();
});
afterAll(() => register.stop());

describe('the standing of officers', () => {
  describeStanding(() => register, 'residents:officer residents:feedback');
});

describe('an officer of another authority', () => {
  describeWrongOffice(() => register, {
    path: '/v1/residents',
    other: 'meldebehoerde-goettingen',
    registration: aRegistration,
    search: ({ idnr }: { readonly idnr: string }) => ({ idnr }),
    act: 'move',
    change: { address: aPostalAddress({ street: 'Neuer Weg' }) },
  });
});

describe('officers of the residents register', () => {
  it('register, read, search, list and move a resident, and read the history', async () => {
    const body = aRegistration();
    const created = await register.post('/v1/residents', body);
    expect(created).toMatchObject({ status: 201, body: { version: 1, effectiveOn: '2026-01-01' } });
    const { id } = created.body;
    const { ground: _ground, effectiveOn: _effectiveOn, ...values } = body;
    expect((await register.get(`/v1/residents/${id}`)).body).toMatchObject({ ...values, id, version: 1 });
    expect((await register.post('/v1/residents/search', { idnr: body.idnr })).body['records']).toMatchObject([
      { id },
    ]);
    expect((await register.get('/v1/residents?limit=1')).body['records']).toHaveLength(1);

    const home = aPostalAddress({ street: 'Neuer Weg' });
    const moved = await register.post(`/v1/residents/${id}/acts/move`, anAct({ address: home }));
    expect(moved).toMatchObject({ status: 200, body: { id, version: 2, changedFields: ['addresses'] } });
    const { body: history } = await register.get(`/v1/residents/${id}/history`);
    expect(history).toMatchObject([
      { version: 1 },
      { version: 2, type: 'resident.moved.v1', officer: 'officer-of-the-contract' },
    ]);
    const before = await register.get(`/v1/residents/${id}?effectiveOn=2026-01-31`);
    expect(before.body).toMatchObject({ id, version: 1, addresses: values.addresses });
    const knownBefore = await register.get(
      `/v1/residents/${id}?recordedAt=${String(created.body['recordedAt'])}`,
    );
    expect(knownBefore.body).toMatchObject({ version: 1 });
    for (const point of ['recordedAt=2026-02-30T00:00:00Z', 'recordedAt=2026', 'effectiveOn=2026-02-30'])
      expect((await register.get(`/v1/residents/${id}?${point}`)).body.code).toBe('request-invalid');
  });

  it('change names and record a death, after which no act is taken', async () => {
    const { id } = (await register.post('/v1/residents', aRegistration())).body;
    const named = await register.post(
      `/v1/residents/${id}/acts/change-name`,
      anAct({ familyName: 'Beispiel' }),
    );
    expect(named.body['changedFields']).toEqual(['familyName', 'formerFamilyNames', 'nameChange']);
    const death = anAct({ expectedVersion: 2, deathDate: '2026-02-01' });
    expect((await register.post(`/v1/residents/${id}/acts/record-death`, death)).status).toBe(200);
    const late = await register.post(
      `/v1/residents/${id}/acts/move`,
      anAct({ expectedVersion: 3, address: aPostalAddress({ houseNumber: '99' }) }),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'resident-deceased' } });
  });

  it('may record late what held earlier, which does not set the record back and ends nothing', async () => {
    const body = aRegistration({ maritalStatus: 'VH', maritalStatusSince: '1999-00-00' });
    const { id } = (await register.post('/v1/residents', body)).body;
    const home = aPostalAddress({ street: 'Neuer Weg' });
    const moved = anAct({ effectiveOn: '2026-03-01', address: home });
    expect((await register.post(`/v1/residents/${id}/acts/move`, moved)).status).toBe(200);
    const named = anAct({ effectiveOn: '2026-02-01', expectedVersion: 2, familyName: 'Beispiel' });
    expect((await register.post(`/v1/residents/${id}/acts/change-name`, named)).status).toBe(200);
    const { body: record } = await register.get(`/v1/residents/${id}`);
    expect(record).toMatchObject({ version: 3, effectiveOn: '2026-03-01', maritalStatusSince: '1999-00-00' });
    const { body: state } = await register.get(`/v1/residents/${id}?effectiveOn=2026-03-02`);
    expect(state).toMatchObject({ version: 3, effectiveOn: '2026-03-01' });
    const death = anAct({ effectiveOn: '2026-02-15', expectedVersion: 3, deathDate: '2026-02-10' });
    const early = await register.post(`/v1/residents/${id}/acts/record-death`, death);
    expect(early).toMatchObject({ status: 400, body: { errors: [{ pointer: '/effectiveOn' }] } });
    const late = { ...death, effectiveOn: '2026-03-01' };
    expect((await register.post(`/v1/residents/${id}/acts/record-death`, late)).status).toBe(200);
  });

  it('get the same receipt for the same request under one key, and a refusal for another request', async () => {
    const key = { 'idempotency-key': 'register-once.1' };
    const body = aRegistration();
    const answers = await Promise.all([1, 2, 3].map(() => register.post('/v1/residents', body, key)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { ground, ...rest } = body;
    expect((await register.post('/v1/residents', { ...rest, ground }, key)).text).toBe(answers[0]?.text);
    const other = await register.post('/v1/residents', aRegistration(), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect((await register.post('/v1/residents', body, { 'idempotency-key': 'a b' })).status).toBe(400);
  });

  it('get problems that name the member and repeat no value', async () => {
    const lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' };
    const cases: readonly (readonly [object, string, string])[] = [
      [{ idnr: '02476291359' }, 'check-digit-wrong', '/idnr'],
      [{ idnr: '1234' }, 'identifier-malformed', '/idnr'],
      [{ religion: 'rk' }, 'member-unknown', '/religion'],
      [{ effectiveOn: '2999-01-01' }, 'effective-in-future', '/effectiveOn'],
      [{ effectiveOn: '2026-02-30' }, 'request-invalid', '/effectiveOn'],
      [{ addresses: [] }, 'request-invalid', '/addresses'],
      [
        { addresses: [aHome(), aHome({ movedOutOn: '2018-01-01' })] },
        'request-invalid',
        '/addresses/1/movedOutOn',
      ],
      [{ addresses: [aHome({ postcode: '3015' })] }, 'identifier-malformed', '/addresses/0/postcode'],
      [{ locks: [[lock]] }, 'request-invalid', '/locks/0'],
      [{ locks: [{ ...lock, valueOf: 1 }] }, 'member-unknown', '/locks/0/valueOf'],
      [{ callName: 'Xaveria' }, 'request-invalid', '/callName'],
      [{ ground: ' ' }, 'request-invalid', '/ground'],
      [{ givenNames: 'Erika\u0000' }, 'characters-unsuitable', '/givenNames'],
      [{ givenNames: '\u200b' }, 'characters-unsuitable', '/givenNames'],
      [{ formerFamilyNames: ['M\ufffdller'] }, 'characters-unsuitable', '/formerFamilyNames'],
    ];
    for (const [member, code, pointer] of cases) {
      const { status, body, text } = await register.post('/v1/residents', aRegistration(member));
      expect({ status, body }).toMatchObject({ status: 400, body: { code, errors: [{ pointer, code }] } });
      for (const value of ['02476291359', 'Xaveria', 'Muster', 'Beispielweg'])
        expect(text).not.toContain(value);
    }
  });

  it('are refused without their scope, for unknown records and for stale versions', async () => {
    expect((await fetch(`${register.url}/v1/residents`)).status).toBe(401);
    const foreign = await register.authorization('vehicles:officer');
    expect((await fetch(`${register.url}/v1/residents`, { headers: foreign })).status).toBe(403);
    expect((await register.get('/v1/residents/nobody')).body.code).toBe('record-unknown');
    const body = aRegistration();
    expect((await register.get('/v1/residents/%00')).body.code).toBe('record-unknown');
    expect((await register.get('/v1/residents?after=%00')).body.code).toBe('request-invalid');
    for (const ground of ['a\0b', 'a\ud800b'])
      expect((await register.post('/v1/residents', { ...body, ground })).body.code).toBe(
        'characters-unsuitable',
      );
    const { id } = (await register.post('/v1/residents', body)).body;
    expect((await register.post('/v1/residents', body)).body.code).toBe('record-exists');
    const stale = anAct({ expectedVersion: 2, address: aPostalAddress({ houseNumber: '99' }) });
    expect((await register.post(`/v1/residents/${id}/acts/move`, stale)).body.code).toBe(
      'record-changed-meanwhile',
    );
  });

  it('put one thin event per act on Kafka, in order', async () => {
    const collector = await collectEvents(residents.topic);
    const body = aRegistration();
    const { id } = (await register.post('/v1/residents', body)).body;
    await register.post(
      `/v1/residents/${id}/acts/move`,
      anAct({ address: aPostalAddress({ street: 'Geheimweg' }) }),
    );
    const own = (events: typeof collector.events) =>
      events.filter(({ value }) => (value['data'] as { recordId: string }).recordId === id);
    const arrived = own(await collector.until((events) => own(events).length === 2));
    await collector.stop();
    expect(arrived.map(({ value }) => value['type'])).toEqual([
      'resident.registered.v1',
      'resident.moved.v1',
    ]);
    expect(new Set(arrived.map(({ key, value }) => (key === value['subject'] ? key : 'differs'))).size).toBe(
      1,
    );
    for (const secret of [body.idnr, body.familyName, 'Geheimweg', 'locks', 'informationLockedUntil']) {
      expect(JSON.stringify(arrived)).not.toContain(secret);
    }
  });

  it('are told to come back while the database is away', () =>
    register.database.whileAway(async () => {
      const { status, headers } = await register.get('/v1/residents');
      expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[12]$/)]);
    }));
});
