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

describe('what ends a registration', () => {
  const vehicle = aVehicle({ registeredOn: '2026-02-01', effectiveOn: '2026-03-01' });

  it('cannot have come before it', () => {
    expect(() => deregister('2026-01-31')(vehicle)).toThrow('before the registration of the current holder');
    expect(() => transferTo(aPersonHolder(), null, '2026-01-31')(vehicle)).toThrow('before the registration');
    expect(() => transferTo(aPersonHolder(), null, '2026-02-01')(vehicle)).not.toThrow();
  });

  it('comes after every other act where it ends the record', () => {
    expect(() => deregister('2026-02-28')(vehicle)).toThrow('before its latest act');
    expect(() => deregister('2026-03-01')(vehicle)).not.toThrow();
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
