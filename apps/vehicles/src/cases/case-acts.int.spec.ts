import { ReactingVehicles } from '../testing/reacting-vehicles.ts';
import { aPersonHolder } from '../vehicle.builder.ts';

const inHannover = {
  ags: '03241001',
  postcode: '30161',
  place: 'Hannover',
  street: 'Probegasse',
  houseNumber: '7',
};
const inGoettingen = { ...inHannover, ags: '03159016', postcode: '37073', place: 'Göttingen' };

let office: ReactingVehicles;

beforeAll(async () => {
  office = await ReactingVehicles.start();
});
afterAll(() => office.stop());

const act = (overrides: object = {}) => ({
  ground: 'FZV §15(1)',
  effectiveOn: '2026-02-01',
  expectedVersion: 1,
  address: inHannover,
  ...overrides,
});
const move = (vehicleId: string, overrides: object = {}, officer?: string) =>
  office.post(`/v1/vehicles/${vehicleId}/acts/change-holder-address`, act(overrides), officer);
const caseNow = async (id: string) => (await office.register.get(`/v1/cases/${id}`)).body;

describe('an act that names its case', () => {
  it('closes it in the same transaction, inside the district', async () => {
    office.gateway.tell({ ags: '03241001' });
    const { id, vehicleId } = await office.movedCase();
    const { status, body } = await move(vehicleId, { caseId: id });
    expect([status, body]).toMatchObject([200, { version: 2, changedFields: ['holder'] }]);
    expect(await caseNow(id)).toMatchObject({ state: 'CLOSED', outcome: 'ADDRESS_UPDATED' });
    expect((await office.register.get(`/v1/vehicles/${vehicleId}`)).body).toMatchObject({
      holder: { address: inHannover },
      registrationOffice: 'Landeshauptstadt Hannover',
    });
  });

  it('leaves the holder the same one, of whom later events tell', async () => {
    const holder = aPersonHolder();
    const vehicleId = await office.registered(holder);
    expect((await move(vehicleId)).status).toBe(200);
    await office.send(office.ofResident('resident.name-changed.v1', holder.idnr ?? ''));
    const { id } = await office.caseOf(vehicleId);
    const names = { ...act({ expectedVersion: 2, address: undefined }), familyName: 'Neumann', caseId: id };
    const { status } = await office.post(`/v1/vehicles/${vehicleId}/acts/change-holder-name`, names);
    expect([status, (await caseNow(id))['outcome']]).toEqual([200, 'NAME_UPDATED']);
  });

  it.each([
    ['kept', {}, 'PLATE_KEPT'],
    ['replaced', { newPlate: { plate: 'GÖ-EX 4711', plateKind: 'NORMAL' } }, 'PLATE_REPLACED'],
  ])(
    'to another district, the plate %s, hands record and other cases to its office',
    async (_, plate, outcome) => {
      office.gateway.tell({ ags: '03159016' });
      const { id, vehicleId } = await office.movedCase();
      const { body } = await office.register.get(`/v1/vehicles/${vehicleId}`);
      const { idnr } = body['holder'] as { idnr: string };
      await office.send(office.ofResident('resident.name-changed.v1', idnr));
      const renamed = await office.caseOf(vehicleId, ({ kind }) => kind === 'HOLDER_NAME_CHANGED');
      await office.post(`/v1/cases/${renamed.id}/take`);
      expect((await move(vehicleId, { address: inGoettingen, caseId: id, ...plate })).status).toBe(200);
      expect(await caseNow(id)).toMatchObject({ state: 'CLOSED', outcome });
      expect((await office.register.get(`/v1/vehicles/${vehicleId}`)).status).toBe(404);

      const next = office.register.as('zulassung-stadt-goettingen');
      expect((await next.get(`/v1/vehicles/${vehicleId}`)).body).toMatchObject({
        plate: 'newPlate' in plate ? 'GÖ-EX 4711' : body['plate'],
        ags: '03159016',
        registrationOffice: expect.stringContaining('Göttingen'),
      });
      expect((await next.get(`/v1/cases/${renamed.id}`)).body).toMatchObject({ state: 'OPEN' });
      const named = await next.post(`/v1/vehicles/${vehicleId}/acts/change-holder-name`, {
        ground: 'FZV §15(1)',
        effectiveOn: '2026-02-01',
        expectedVersion: 2,
        familyName: 'Neumann',
        caseId: renamed.id,
      });
      expect(named).toMatchObject({ status: 200 });
      expect((await next.get(`/v1/cases/${renamed.id}`)).body).toMatchObject({ outcome: 'NAME_UPDATED' });
    },
  );

  it('is not made where the case cannot be closed by it', async () => {
    const { id, vehicleId } = await office.movedCase();
    const other = await office.registered(aPersonHolder());
    const refused = async (...given: Parameters<typeof move>) => {
      const { body } = await move(...given);
      return [body.code, (body['errors'] as { pointer: string }[] | undefined)?.[0]?.pointer];
    };
    expect(await refused(other, { caseId: id })).toEqual(['request-invalid', '/caseId']);
    await office.post(`/v1/cases/${id}/take`, {}, 'officer-a');
    expect(await refused(vehicleId, { caseId: id }, 'officer-b')).toEqual(['case-taken', undefined]);
    const machine = await office.register.machine('officer-a');
    const path = `/v1/vehicles/${vehicleId}/acts/change-holder-address`;
    const byMachine = await office.register.post(path, act({ caseId: id }), machine);
    expect(byMachine.body.code).toBe('person-required');
    expect(await refused(vehicleId, { caseId: id, expectedVersion: 2 }, 'officer-a')).toEqual([
      'record-changed-meanwhile',
      undefined,
    ]);
    await office.post(`/v1/cases/${id}/close`, { outcome: 'NO_ACTION' }, 'officer-a');
    expect(await refused(vehicleId, { caseId: id }, 'officer-a')).toEqual(['case-closed', undefined]);
    const unknown = '018f0000-0000-7000-8000-000000000009';
    expect(await refused(vehicleId, { caseId: unknown })).toEqual(['case-unknown', undefined]);
    expect((await office.register.get(`/v1/vehicles/${vehicleId}`)).body['version']).toBe(1);
  });

  it('is answered by the same receipt when it is repeated, at once or later', async () => {
    office.gateway.tell({ ags: '03241001' });
    const { id, vehicleId } = await office.movedCase();
    const who = await office.register.authorization('vehicles:officer');
    const path = `/v1/vehicles/${vehicleId}/acts/change-holder-address`;
    const headers = { ...who, 'idempotency-key': `case-${id}` };
    const send = () => office.register.post(path, act({ caseId: id }), headers);
    const twins = await Promise.all([send(), send()]);
    const [one, two, later] = [...twins, await send()].map(({ status, body }) => [status, body]);
    expect(one).toMatchObject([200, { version: 2 }]);
    expect([two, later]).toEqual([one, one]);
  });

  it('of another holder leaves the cases of the one of now alone', async () => {
    const { id, vehicleId } = await office.movedCase();
    const holder = aPersonHolder();
    const path = `/v1/vehicles/${vehicleId}/acts`;
    await office.post(`/v1/cases/${id}/take`);
    await office.post(`${path}/transfer`, { ...act({ address: undefined }), holder });
    const { body } = await move(vehicleId, { expectedVersion: 2, caseId: id });
    expect(body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '/caseId' }] });
  });
});

describe('an office to whose district the holder moved', () => {
  const next = () => office.register.as('zulassung-stadt-goettingen');
  const erika = { familyName: 'MUSTER', givenNames: 'Erika Marie', birthDate: '1980-05-17' };
  const bert = { familyName: 'Beispiel', givenNames: 'Bert', birthDate: '1979-02-03' };
  const takeOver = (vehicle: { plate: unknown; vin: unknown }, overrides: object = {}, headers = {}) => {
    const { plate, vin } = vehicle;
    const body = { ...act({ address: inGoettingen, expectedVersion: undefined }), plate, vin, holder: erika };
    return next().post('/v1/vehicles/take-over', { ...body, ...overrides }, headers);
  };
  const vehicleOf = async (id: string) => (await office.register.get(`/v1/vehicles/${id}`)).body;

  it('takes the vehicle over by both of its numbers, once, and ends the case of the other office', async () => {
    const { id, vehicleId } = await office.movedCase();
    await office.post(`/v1/cases/${id}/take`);
    const { plate, vin } = await vehicleOf(vehicleId);
    const newPlate = { plate: 'GÖ-EX 815', plateKind: 'NORMAL' };
    const key = { 'idempotency-key': `take-${id}` };
    const answers = [
      await takeOver({ plate, vin }, { newPlate }, key),
      await takeOver({ plate, vin }, { newPlate }, key),
    ].map(({ status, body }) => [status, body]);
    expect(answers[0]).toMatchObject([200, { id: vehicleId, version: 2 }]);
    expect(answers[1]).toEqual(answers[0]);
    const taken = (await next().get(`/v1/vehicles/${vehicleId}`)).body;
    expect(taken).toMatchObject({ ...newPlate, ags: '03159016', holder: { address: inGoettingen } });
    expect(await caseNow(id)).toMatchObject({ state: 'CLOSED', outcome: 'PLATE_REPLACED' });
    const again = await takeOver({ plate: newPlate.plate, vin });
    expect(again.body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '/plate' }] });
  });

  it('takes it over from its holder of now alone, and leaves the cases of another one', async () => {
    const { id, vehicleId } = await office.movedCase();
    const transfer = { ...act({ address: undefined }), holder: aPersonHolder(bert) };
    await office.post(`/v1/vehicles/${vehicleId}/acts/transfer`, transfer);
    const { plate, vin } = await vehicleOf(vehicleId);
    for (const holder of [erika, { ...bert, birthDate: '2004-02-03' }, { name: 'Beispiel' }])
      expect((await takeOver({ plate, vin }, { holder })).body.code).toBe('record-unknown');
    expect(await vehicleOf(vehicleId)).toMatchObject({ version: 2, holder: bert });
    expect((await takeOver({ plate, vin }, { holder: bert })).status).toBe(200);
    expect(await caseNow(id)).not.toMatchObject({ outcome: 'PLATE_KEPT' });
  });

  it('is told nothing with one number, and takes none to another district', async () => {
    const one = await office.registered(aPersonHolder());
    const { plate, vin } = await vehicleOf(one);
    const { plate: otherPlate, vin: otherVin } = await vehicleOf(await office.registered(aPersonHolder()));
    const unknown = await takeOver({ plate: 'H-ZZ 9999', vin: 'WVWZZZEMZRB999999' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'record-unknown' } });
    const misfits = [await takeOver({ plate, vin: otherVin }), await takeOver({ plate: otherPlate, vin })];
    for (const { status, body } of misfits)
      expect([status, body.code, body['detail']]).toEqual([404, 'record-unknown', unknown.body['detail']]);
    const elsewhere = await takeOver({ plate, vin }, { address: inHannover });
    expect(elsewhere.body).toMatchObject({
      code: 'other-authority-competent',
      errors: [{ pointer: '/address/ags' }],
    });
    expect((await vehicleOf(one))['version']).toBe(1);
    const noted = (await office.register.get('/v1/foreign-attempts')).body['attempts'];
    expect(noted).toContainEqual(expect.objectContaining({ operation: 'take-over', recordId: one }));
  });
});
