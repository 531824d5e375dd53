import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { authorityOf } from '../deploy/local/sample-split.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { today } from '../deploy/sample/days.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { sample } from '../deploy/sample/sample.ts';
import { describeCompanyActs } from './company-acts.ts';
import { describeStoppedRegister } from './stopped-register.ts';

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly vehicleId: string;
  readonly enquiry: string;
  readonly offer?: { readonly steps: readonly string[] };
  readonly acts?: readonly { readonly act: string; readonly lookupId?: string }[];
}

interface Disclosure {
  readonly lookupId: string;
  readonly outcome: string;
  readonly caseReference?: string;
}

type Register = 'residents' | 'vehicles' | 'business';

const hannover = { ags: '03241001', postcode: '30159', place: 'Hannover' };
const goettingen = { ags: '03159016', postcode: '37073', place: 'Göttingen' };
/** No authority of the table is competent there: the former one records such a move. */
const muenchen = { ags: '09162000', postcode: '80331', place: 'München' };
const act = { ground: 'a journey of the tests', effectiveOn: '2026-03-01', expectedVersion: 1 };

describe('the vehicle office', () => {
  let stack: IsolatedStack;
  let gateway: ManagedProcess;
  const running = {} as { vehicles: ManagedProcess };

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'residents', 'vehicles', 'business', 'gateway']);
    const [first, second] = await Promise.all([
      stack.startApp('gateway'),
      stack.startApp('vehicles'),
      stack.startApp('identity'),
      stack.startApp('residents'),
      stack.startApp('business'),
    ]);
    [gateway, running.vehicles] = [first, second];
    const size = { seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' };
    const demo = sample({ ...size, lockedSince: today() });
    for (const { register, record } of demo)
      await post(register, `/v1/${register}`, record, authorityOf(register, record));
  });

  afterAll(() => stack?.stop());

  describeCompanyActs(() => stack);
  describeStoppedRegister(() => stack, running);

  const post = async <T = { readonly id: string; readonly version: number }>(
    register: Register,
    path: string,
    body: object = {},
    authority?: string,
  ): Promise<T> => {
    const officer = register === 'vehicles' && authority === undefined ? 'viola' : `officer-${register}`;
    const token = await tokenOf(stack.endpoints, officer, authority);
    return sendJson<T>({ method: 'POST', url: stack.endpoints.apps[register] + path, token, body });
  };
  const read = async <T>(path: string): Promise<T> => {
    const token = await tokenOf(stack.endpoints, 'officer-vehicles');
    return sendJson<T>({ method: 'GET', url: stack.endpoints.apps.vehicles + path, token });
  };
  const caseWhere = async (fits: (found: Case) => boolean): Promise<Case> => {
    const all = () => read<{ cases: readonly Case[] }>('/v1/cases?limit=100');
    const { cases } = await eventually('there is such a case', all, ({ cases }) => cases.some(fits));
    return cases.find(fits) as Case;
  };
  const move = async (idnr: string, address: object, office = 'meldebehoerde-hannover'): Promise<void> => {
    type Found = { readonly records: readonly { readonly id: string; readonly version: number }[] };
    const { records } = await post<Found>('residents', '/v1/residents/search', { idnr }, office);
    const [{ id, version } = { id: '', version: 0 }] = records;
    const body = { ...act, expectedVersion: version, address };
    await post('residents', `/v1/residents/${id}/acts/move`, body, office);
  };
  const vehicleOf = async (plate: string): Promise<string> => {
    type Found = { readonly records: readonly { readonly id: string }[] };
    const { records } = await post<Found>('vehicles', '/v1/vehicles/search', { plate });
    return records[0]?.id ?? '';
  };
  const registerVehicle = async (n: number, holder: object): Promise<string> => {
    const on = '2025-01-01';
    const registered = { plateAssignedOn: on, firstRegisteredOn: on, registeredOn: on };
    const { id } = await post('vehicles', '/v1/vehicles', {
      ground: 'FZV §6',
      effectiveOn: '2025-01-01',
      plate: `H-EX ${n}`,
      plateKind: 'NORMAL',
      vin: `WVWZZZEMZRA00${n}`,
      vehicleClass: 'M1',
      make: 'VOLKSWAGEN',
      registrationOffice: 'Landeshauptstadt Hannover, Zulassungsbehörde',
      ags: hannover.ags,
      holder,
      ...registered,
    });
    return id;
  };
  const disclosures = async (login: string): Promise<readonly Disclosure[]> => {
    const token = await tokenOf(stack.endpoints, login);
    const url = `${stack.endpoints.apps.gateway}/v1/me/disclosures`;
    return (await sendJson<{ disclosures: readonly Disclosure[] }>({ method: 'GET', url, token }))
      .disclosures;
  };

  it('learns of a move, asks for what the offer needs, and the citizen sees who was told what', async () => {
    const vehicleId = await vehicleOf(demoCitizens.anna.plate);
    await move(demoCitizens.anna.idnr, { ...muenchen, street: 'Musterwall', houseNumber: '21' });
    const found = await caseWhere((each) => each.vehicleId === vehicleId && each.enquiry === 'ANSWERED');
    expect(found).toMatchObject({
      kind: 'HOLDER_ADDRESS_CHANGED',
      offer: { steps: ['KEEP_PLATE', 'NEW_PLATE'] },
    });
    await post('vehicles', `/v1/cases/${found.id}/take`);
    const shown = await post<{ address: object; lookupId: string }>(
      'vehicles',
      `/v1/cases/${found.id}/address`,
    );
    expect(shown.address).toMatchObject({ street: 'Musterwall', houseNumber: '21' });
    await post('vehicles', `/v1/cases/${found.id}/close`, { outcome: 'PLATE_KEPT' });

    const { acts = [] } = await read<Case>(`/v1/cases/${found.id}`);
    expect(acts.map((each) => each.act)).toEqual(['OPENED', 'ENQUIRED', 'TAKEN', 'ADDRESS_SHOWN', 'CLOSED']);
    const told = (await disclosures('anna')).filter(({ caseReference }) => caseReference === found.id);
    expect(told).toMatchObject([
      { lookupId: shown.lookupId, outcome: 'DISCLOSED' },
      {
        authority: { id: 'zulassung-landeshauptstadt-hannover' },
        purpose: { id: 'vehicle-holder-update' },
        fields: [{ path: 'address.ags' }],
        outcome: 'DISCLOSED',
      },
    ]);
    expect(await read(`/v1/vehicles/${vehicleId}`)).toMatchObject({ version: 1 });
  });

  it('gets no address of a person under an information lock, and is not told why', async () => {
    const { idnr, birthDate } = demoCitizens.clara;
    const braunschweig = { ags: '03101000', postcode: '38100', place: 'Braunschweig' };
    const address = { ...braunschweig, street: 'Musterstieg', houseNumber: '3' };
    const person = { kind: 'PERSON', idnr, birthDate, familyName: 'Weiß', givenNames: 'Clara', address };
    const vehicleId = await registerVehicle(9001, person);
    await move(idnr, { ...muenchen, street: 'Musterwall', houseNumber: '22' }, 'meldebehoerde-braunschweig');
    const found = await caseWhere((each) => each.vehicleId === vehicleId && each.enquiry !== 'PENDING');
    expect(found).toMatchObject({ enquiry: 'NO_EVIDENCE', offer: { steps: ['ASK_HOLDER'] } });
    const told = (await disclosures('clara-before')).filter(
      ({ caseReference }) => caseReference === found.id,
    );
    // The register names nobody to the gateway, which would tell a locked person from an unknown one.
    expect(told).toEqual([]);
  });

  it('finds the fleet of a company that moved, under the EUID that the company had before', async () => {
    const euid = 'DEP2305.HRB930001';
    const { id } = await post('business', '/v1/companies', {
      ground: 'HRV §27',
      effectiveOn: '2025-01-01',
      legalName: 'Beispiel Logistik GmbH',
      status: 'ACTIVE',
      seat: { place: hannover.place, ags: hannover.ags },
      register: { courtCode: 'P2305', registerNumber: 'HRB 930001' },
    });
    const address = { ...hannover, street: 'Beispielweg', houseNumber: '1' };
    const vehicleId = await registerVehicle(9002, { kind: 'ORGANISATION', name: 'Beispiel', euid, address });
    await post('business', `/v1/companies/${id}/acts/move-seat`, {
      ...act,
      seat: { place: goettingen.place, ags: goettingen.ags },
      register: { courtCode: 'P2204', registerNumber: 'HRB 930002' },
    });
    expect(await caseWhere((each) => each.vehicleId === vehicleId)).toMatchObject({
      kind: 'HOLDER_SEAT_MOVED',
      offer: { steps: ['KEEP_PLATE', 'NEW_PLATE'] },
    });
  });

  it('finishes an enquiry after it was killed while the gateway was away', async () => {
    const vehicleId = await vehicleOf(demoCitizens.bernd.plate);
    await gateway.stop();
    await move(demoCitizens.bernd.idnr, { ...hannover, street: 'Musterwall', houseNumber: '23' });
    const { id } = await caseWhere((each) => each.vehicleId === vehicleId && each.enquiry === 'PENDING');
    await running.vehicles.kill9();
    await Promise.all([stack.startApp('gateway'), stack.startApp('vehicles')]);
    const found = await caseWhere((each) => each.vehicleId === vehicleId && each.enquiry !== 'PENDING');
    expect(found).toMatchObject({ id, enquiry: 'ANSWERED', offer: { steps: ['UPDATE_ADDRESS'] } });
    const { acts = [] } = await read<Case>(`/v1/cases/${id}`);
    expect(acts.map((each) => each.act)).toEqual(['OPENED', 'ENQUIRED']);
  });
});
