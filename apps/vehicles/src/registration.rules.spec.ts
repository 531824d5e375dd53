import { DomainError } from '#libs/service-kit';
import type { HolderDto } from './holder.dto.ts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { holderOf, vehicleOf } from './registration.rules.ts';
import { aPersonHolder } from './vehicle.builder.ts';

const today = '2026-11-28';

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
    expect(vehicleOf(body(), today)).toMatchObject({
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
    ['a season on an interchangeable plate', { plateKind: 'INTERCHANGEABLE', season: '03-10' }, '/season'],
    ['a vintage suffix on a green plate', { plate: 'H-EX 1H', plateKind: 'GREEN' }, '/plateKind'],
    ['a registration before the first one', { firstRegisteredOn: '2021-01-01' }, '/registeredOn'],
    [
      'a first registration ahead',
      { firstRegisteredOn: '2099-01-01', registeredOn: '2099-01-01' },
      '/firstRegisteredOn /registeredOn',
    ],
    ['a plate assigned ahead', { plateAssignedOn: '2026-11-29' }, '/plateAssignedOn'],
    ['a short number on a vehicle of today', { vin: '11703942' }, '/vin'],
    [
      'an insurance that ends before it begins',
      { insurance: { insurerName: 'V', startsOn: '2026-02-01', endedOn: '2026-01-31' } },
      '/insurance/endedOn',
    ],
    [
      'a lock that ends before it begins',
      { transmissionLock: { ground: 'APPLICATION', since: '2026-02-01', until: '2026-01-31' } },
      '/transmissionLock/until',
    ],
    [
      'a lock on application of less than two years',
      { transmissionLock: { ground: 'APPLICATION', since: '2026-02-01', until: '2028-01-31' } },
      '/transmissionLock/until',
    ],
    ['a holder born ahead', { holder: aPersonHolder({ birthDate: '2027-00-00' }) }, '/holder/birthDate'],
  ] as [string, Partial<RegisterVehicleDto>, string][])('refuses %s', (_, overrides, pointer) => {
    expect(pointers(() => vehicleOf(body(overrides), today))).toEqual(pointer.split(' '));
  });

  it.each([
    ['an E on a green plate', { plate: 'H-EX 1E', plateKind: 'GREEN' }],
    [
      'a lock on application of two years',
      { transmissionLock: { ground: 'APPLICATION', since: '2026-02-01', until: '2028-02-01' } },
    ],
    [
      'a short lock in the public interest',
      { transmissionLock: { ground: 'PUBLIC_INTEREST', since: '2026-02-01', until: '2026-03-01' } },
    ],
    ['a season on a green plate', { plateKind: 'GREEN', season: '04-10' }],
    ['an E on an interchangeable plate', { plate: 'H-EX 1E', plateKind: 'INTERCHANGEABLE' }],
    ['an H on an interchangeable plate', { plate: 'H-EX 1H', plateKind: 'INTERCHANGEABLE' }],
    [
      'a vehicle from before ISO 3779',
      { plate: 'H-OT 62H', plateKind: 'VINTAGE', vin: '11703942', firstRegisteredOn: '1962-05-04' },
    ],
  ] as [string, Partial<RegisterVehicleDto>][])('takes %s', (_, overrides) => {
    expect(pointers(() => vehicleOf(body(overrides), today))).toEqual([]);
  });

  it('gives no E after the last day of its rules', () => {
    const late = { plate: 'H-EX 1E', plateKind: 'ELECTRIC', plateAssignedOn: '2027-01-02' } as const;
    expect(pointers(() => vehicleOf(body(late), '2027-01-02'))).toEqual(['/plateAssignedOn']);
  });

  it('accepts seasons on vintage and electric plates and stores plain holders', () => {
    expect(
      pointers(() => vehicleOf(body({ plate: 'H-EX 1H', plateKind: 'VINTAGE', season: '04-10' }), today)),
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
