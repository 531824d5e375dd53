import { RequestInvalid } from '#libs/service-kit';
import { moveHolder, type NewPlate, renameHolder } from './holder.rules.ts';
import { anOrganisationHolder, aPersonHolder, aVehicle } from './vehicle.builder.ts';
import { HolderUnchanged, VehicleDeregistered } from './vehicle.errors.ts';

const on = '2026-02-01';
const inHannover = {
  ags: '03241001',
  postcode: '30161',
  place: 'Hannover',
  street: 'Probegasse',
  houseNumber: '7',
};
const inGoettingen = { ...inHannover, ags: '03159016', postcode: '37073', place: 'Göttingen' };
const inBerlin = { ...inHannover, ags: '11000000', postcode: '10115', place: 'Berlin' };
const newPlate: NewPlate = { plate: 'GÖ-EX 1234', plateKind: 'NORMAL' };

const pointersOf = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof RequestInvalid) return (error.items ?? []).map(({ pointer }) => pointer);
  }
  return [];
};

describe('a holder who moved', () => {
  it('inside the district has a new address, and the vehicle its plate and office', () => {
    const vehicle = aVehicle();
    expect(moveHolder({ ...inHannover, addition: null }, undefined, on)(vehicle)).toEqual({
      type: 'vehicle.holder-address-changed.v1',
      patch: { holder: { ...vehicle.holder, address: inHannover }, ags: '03241001' },
    });
  });

  it('to another district keeps the plate with kind and season, and the record goes to the office there', () => {
    const { patch } = moveHolder(
      inGoettingen,
      undefined,
      on,
    )(aVehicle({ plate: 'H-EX 7E', plateKind: 'ELECTRIC', season: '03-10' }));
    expect(patch).toMatchObject({
      ags: '03159016',
      registrationOffice: expect.stringContaining('Göttingen'),
    });
    expect(Object.keys(patch).filter((member) => /plate|season/i.test(member))).toEqual([]);
  });

  it('to another district gets a new plate, assigned on that day, without the season of the old one', () => {
    const { patch } = moveHolder(
      inGoettingen,
      newPlate,
      on,
    )(aVehicle({ plateKind: 'SEASONAL', season: '03-10' }));
    expect(patch).toMatchObject({ ...newPlate, season: null, plateAssignedOn: on });
  });

  it('to where the table knows no office leaves the record where it is', () => {
    const { patch } = moveHolder(inBerlin, undefined, on)(aVehicle());
    expect(Object.keys(patch)).toEqual(['holder']);
  });

  it('is an organisation as well', () => {
    const holder = anOrganisationHolder();
    const { patch } = moveHolder(inGoettingen, undefined, on)(aVehicle({ holder }));
    expect(patch.holder).toEqual({ ...holder, address: inGoettingen });
  });

  it.each<readonly [string, NewPlate, typeof inHannover, string, string]>([
    ['in the same district', newPlate, inHannover, on, '/newPlate'],
    ['that it bears', { ...newPlate, plate: 'H-EX 1' }, inGoettingen, on, '/newPlate/plate'],
    ['of another kind', { ...newPlate, plateKind: 'VINTAGE' }, inGoettingen, on, '/newPlate/plateKind'],
    ['without its season', { ...newPlate, plateKind: 'SEASONAL' }, inGoettingen, on, '/newPlate/season'],
    [
      'that is interchangeable, with a season',
      { plate: 'GÖ-E 123', plateKind: 'INTERCHANGEABLE', season: '03-10' },
      inGoettingen,
      on,
      '/newPlate/season',
    ],
    [
      'with an E after the last day of it',
      { plate: 'GÖ-EX 1E', plateKind: 'ELECTRIC' },
      inGoettingen,
      '2027-01-01',
      '/effectiveOn',
    ],
  ])('gets no new plate %s', (_story, plate, address, day, pointer) => {
    const act = () => moveHolder(address, plate, day)(aVehicle({ plate: 'H-EX 1' }));
    expect(pointersOf(act)).toEqual([pointer]);
  });

  it('keeps an E after the last day on which one is assigned', () => {
    const electric = aVehicle({ plate: 'H-EX 7E', plateKind: 'ELECTRIC' });
    expect(() => moveHolder(inGoettingen, undefined, '2027-01-01')(electric)).not.toThrow();
  });

  it('is refused where nothing changes, before the registration, and of a vehicle out of use', () => {
    const moved = (day: string) => moveHolder(aVehicle().holder.address, undefined, day);
    expect(() => moved(on)(aVehicle())).toThrow(HolderUnchanged);
    expect(() => moveHolder(inHannover, undefined, '2019-01-01')(aVehicle())).toThrow(
      'before the registration',
    );
    expect(() => moved(on)(aVehicle({ deregisteredOn: '2025-01-01' }))).toThrow(VehicleDeregistered);
  });
});

describe('a holder who has a new name', () => {
  it('has it in the record; what is not given stays, and null ends it', () => {
    const holder = aPersonHolder({ birthName: 'Alt', artistName: 'Erika' });
    const { patch, type } = renameHolder({ familyName: 'Neu', artistName: null }, on)(aVehicle({ holder }));
    const { artistName: _artistName, ...rest } = holder;
    expect([type, patch]).toEqual([
      'vehicle.holder-name-changed.v1',
      { holder: { ...rest, familyName: 'Neu' } },
    ]);
  });

  it('is refused where nothing changes, of an organisation, and of a vehicle out of use', () => {
    const same = renameHolder({ familyName: 'Muster', birthName: null }, on);
    expect(() => same(aVehicle())).toThrow(HolderUnchanged);
    expect(() => same(aVehicle({ holder: anOrganisationHolder() }))).toThrow('The holder is an organisation');
    expect(() => same(aVehicle({ deregisteredOn: '2025-01-01' }))).toThrow(VehicleDeregistered);
  });
});
