import { DomainError } from '#libs/service-kit';
import type { HolderDto } from './holder.dto.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { holderOf, vehicleOf } from './registration.rules.ts';
import { aPersonHolder, anOrganisationHolder, aVehicle } from './vehicle.builder.ts';
import { vehicleFields } from './vehicle.fields.ts';
import { deregister, transferTo } from './vehicle.rules.ts';
import { TransferToCurrentHolder, VehicleDeregistered } from './vehicle.errors.ts';

const on = '2026-01-01';

describe('a transfer', () => {
  it('makes the new holder current and keeps the former with the day', () => {
    const [former, next] = [aPersonHolder(), anOrganisationHolder()];
    const vehicle = aVehicle({ holder: former });
    const change = transferTo(next, null, on)(vehicle);
    expect(change.type).toBe('vehicle.transferred.v1');
    expect(change.patch).toEqual({
      holder: next,
      previousHolders: [{ ...former, heldUntil: on }],
      registeredOn: on,
      insurance: null,
    });
  });

  it('keeps holders from before the former one', () => {
    const first = { ...aPersonHolder(), heldUntil: '2019-01-01' };
    const vehicle = aVehicle({ previousHolders: [first] });
    const { previousHolders } = transferTo(aPersonHolder(), null, on)(vehicle).patch;
    expect(previousHolders?.map((holder) => holder.heldUntil)).toEqual(['2019-01-01', on]);
  });

  const idnr = aPersonHolder().idnr ?? null;
  it.each([
    [
      'the same number under another name',
      aPersonHolder({ idnr, familyName: 'Neu' }),
      aPersonHolder({ idnr }),
    ],
    ['the same name, birth and address', aPersonHolder({ idnr: null }), aPersonHolder({ idnr: null })],
    ['the same EUID under another name', anOrganisationHolder({ name: 'Neu AG' }), anOrganisationHolder()],
    ['the same organisation', anOrganisationHolder({ euid: null }), anOrganisationHolder({ euid: null })],
  ])('is refused to the current holder: %s', (_, next, current) => {
    expect(() => transferTo(next, null, on)(aVehicle({ holder: current }))).toThrow(TransferToCurrentHolder);
  });

  it.each([
    ['another number under the same name', aPersonHolder(), aPersonHolder()],
    ['a person who trades under the name of the firm', aPersonHolder(), anOrganisationHolder()],
  ])('is possible to %s', (_, next, current) => {
    expect(() => transferTo(next, null, on)(aVehicle({ holder: current }))).not.toThrow();
  });
});

describe('a deregistered vehicle', () => {
  it('has its day and keeps its plate', () => {
    expect(deregister(on)(aVehicle())).toEqual({
      type: 'vehicle.deregistered.v1',
      patch: { deregisteredOn: on },
    });
  });

  it.each([
    ['transfer', transferTo(aPersonHolder(), null, on)],
    ['deregistration', deregister(on)],
  ])('refuses a %s', (_, rule) => {
    expect(() => rule(aVehicle({ deregisteredOn: '2025-01-01' }))).toThrow(VehicleDeregistered);
  });
});

describe('a registration', () => {
  const body = (overrides: Partial<RegisterVehicleDto> = {}): RegisterVehicleDto => ({
    ground: 'FZV §6',
    effectiveOn: '2020-03-01',
    plate: 'H-EX 1',
    plateKind: 'NORMAL',
    plateAssignedOn: '2020-03-01',
    vin: 'WVWZZZEMZRA000001',
    holder: aPersonHolder(),
    firstRegisteredOn: '2018-06-15',
    registeredOn: '2020-03-01',
    vehicleClass: 'M1',
    make: 'VOLKSWAGEN',
    registrationOffice: 'Landeshauptstadt Hannover',
    ...overrides,
  });
  const pointers = (run: () => unknown): string[] => {
    try {
      run();
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return (error.items ?? []).map((item) => item.pointer);
    }
  };

  it('fills what is not given with null and names the registration by VIN and day', () => {
    expect(vehicleOf(body())).toMatchObject({
      registrationKey: 'WVWZZZEMZRA000001 2020-03-01',
      deregisteredOn: null,
      previousHolders: [],
      powerKw: null,
      transmissionLock: null,
    });
  });

  it.each([
    ['a vintage suffix on a normal plate', { plate: 'H-EX 1H' }, '/plateKind'],
    ['an electric plate without its suffix', { plateKind: 'ELECTRIC' }, '/plateKind'],
    ['an electric suffix on a vintage plate', { plate: 'H-EX 1E', plateKind: 'VINTAGE' }, '/plateKind'],
    ['a seasonal plate without season', { plateKind: 'SEASONAL' }, '/season'],
    ['a season on a normal plate', { season: '03-10' }, '/plateKind'],
    [
      'a seasonal plate that is too long',
      { plate: 'HOL-EX 123', plateKind: 'SEASONAL', season: '03-10' },
      '/plate',
    ],
    ['a registration before the first one', { firstRegisteredOn: '2021-01-01' }, '/registeredOn'],
  ] as [string, Partial<RegisterVehicleDto>, string][])('refuses %s', (_, overrides, pointer) => {
    expect(pointers(() => vehicleOf(body(overrides)))).toEqual([pointer]);
  });

  it('accepts seasons on vintage and electric plates and stores plain holders', () => {
    expect(
      pointers(() => vehicleOf(body({ plate: 'H-EX 1H', plateKind: 'VINTAGE', season: '04-10' }))),
    ).toEqual([]);
    expect(holderOf(aPersonHolder({ birthName: null }) as HolderDto)).not.toHaveProperty('birthName');
  });

  it('refuses members of the other kind of holder and names missing ones', () => {
    const mixed = {
      kind: 'ORGANISATION',
      familyName: 'Muster',
      address: aPersonHolder().address,
    } as HolderDto;
    expect(pointers(() => holderOf(mixed))).toEqual(['/holder/name', '/holder/familyName']);
  });
});

describe('the catalogue', () => {
  it('reads a person’s and an organisation’s members each from its own kind', () => {
    const organisation = aVehicle({ holder: anOrganisationHolder() });
    expect(vehicleFields['holder.familyName'].read(organisation)).toBeNull();
    expect(vehicleFields['holder.name'].read(organisation)).toBe('Beispiel Logistik GmbH');
    expect(vehicleFields['holder.idnr'].read(organisation)).toBeNull();
  });

  it('tells a season as months', () => {
    expect(vehicleFields.season.read(aVehicle({ season: '11-03' }))).toEqual({ from: 11, to: 3 });
    expect(vehicleFields.season.read(aVehicle())).toBeNull();
  });

  it('has no transmission lock in it', () => {
    expect(Object.values(vehicleFields).flatMap((field) => [...field.from])).not.toContain(
      'transmissionLock',
    );
  });
});
