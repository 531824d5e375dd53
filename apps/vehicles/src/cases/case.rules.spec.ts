import { aPersonHolder, anOrganisationHolder, aVehicle } from '../vehicle.builder.ts';
import { caseKinds, caseOutcomes, compareOffices, isNews, offerOf, vehicleCases } from './case.rules.ts';
import { entryOfHolder, namedInLookup } from './holder-entry.ts';

const hannover = '03241001';
const laatzen = '03241011';
const garbsen = '03241005';
const goettingen = '03159016';

describe('the offer', () => {
  it.each([
    ['HOLDER_ADDRESS_CHANGED', 'SAME', ['UPDATE_ADDRESS']],
    ['HOLDER_ADDRESS_CHANGED', 'OTHER', ['KEEP_PLATE', 'NEW_PLATE']],
    ['HOLDER_ADDRESS_CHANGED', 'UNKNOWN', ['ASK_HOLDER']],
    ['HOLDER_SEAT_MOVED', 'SAME', ['UPDATE_ADDRESS']],
    ['HOLDER_SEAT_MOVED', 'OTHER', ['KEEP_PLATE', 'NEW_PLATE']],
    ['HOLDER_DECEASED', null, ['TRANSFER', 'DEREGISTER']],
    ['HOLDER_ORGANISATION_GONE', 'OTHER', ['TRANSFER', 'DEREGISTER']],
    ['HOLDER_NAME_CHANGED', null, ['UPDATE_NAME']],
  ] as const)('of %s with office %s is %j', (kind, office, steps) => {
    expect(offerOf(kind, office)?.steps).toEqual(steps);
  });

  it('waits for the answer of the other register', () => {
    expect(offerOf('HOLDER_ADDRESS_CHANGED', null)).toBeUndefined();
    expect(offerOf('HOLDER_SEAT_MOVED', null)).toBeUndefined();
  });
});

describe('two municipalities', () => {
  it.each([
    ['the same municipality', hannover, hannover, 'SAME'],
    ['a town with an office of its own, and another one of its county', hannover, laatzen, 'OTHER'],
    ['two of one county', laatzen, garbsen, 'SAME'],
    ['a town by its key of today and by that before a reform', '03152012', goettingen, 'SAME'],
    ['two of another state, whose offices are not on record', '09162000', '09184112', 'UNKNOWN'],
    ['the same one of another state', '09162000', '09162000', 'SAME'],
    ['another state', hannover, '09162000', 'OTHER'],
    ['another county', hannover, goettingen, 'OTHER'],
    ['a home abroad, without a key', hannover, null, 'UNKNOWN'],
    ['a vehicle whose place is not known', null, goettingen, 'UNKNOWN'],
  ] as const)('%s', (_story, vehicle, holder, office) => {
    expect(compareOffices(vehicle, holder)).toBe(office);
  });
});

describe('an event', () => {
  const recordedAt = '2026-02-01T10:00:00.000Z';
  it.each([
    ['after the holder was entered is news', '2026-02-01T10:00:00.001Z', true],
    ['of the same instant is news', recordedAt, true],
    ['from before is what the holder told then', '2026-02-01T09:59:59.999Z', false],
  ])('recorded %s', (_story, time, expected) => {
    expect(isNews({ recordedAt }, time)).toBe(expected);
  });
});

describe('the entry of a holder', () => {
  const registered = { version: 1, effectiveOn: '2020-03-01', recordedAt: '2026-01-01T00:00:00.000Z' };
  const transferred = { version: 3, effectiveOn: '2026-02-01', recordedAt: '2026-02-01T00:00:00.000Z' };

  it('is the registration until the vehicle is transferred', () => {
    expect(entryOfHolder(aVehicle({ origins: { '*': registered } }))).toMatchObject({ version: 1 });
    const told = { ...transferred, version: 4 };
    const origins = { '*': registered, previousHolders: transferred, holder: told };
    expect(entryOfHolder(aVehicle({ origins }))).toMatchObject({
      version: 3,
      recordedAt: transferred.recordedAt,
    });
  });

  it('takes the municipality of the office, else that of the holder', () => {
    expect(entryOfHolder(aVehicle({ ags: goettingen })).ags).toBe(goettingen);
    expect(entryOfHolder(aVehicle({ ags: null })).ags).toBe(hannover);
  });
});

describe('an outcome', () => {
  it('of a death never is an update of the address or the plate', () => {
    const possible = caseOutcomes.filter((outcome) =>
      vehicleCases.outcomesOf.HOLDER_DECEASED.includes(outcome),
    );
    expect(possible).toEqual(['TRANSFERRED', 'DEREGISTERED', 'NO_ACTION']);
  });

  it('OBSOLETE is for no officer to choose', () => {
    expect(caseKinds.filter((kind) => vehicleCases.outcomesOf[kind].includes('OBSOLETE'))).toEqual([]);
  });
});

describe('an enquiry', () => {
  const searched = {
    familyName: 'Muster',
    givenNames: 'Erika Marie',
    municipality: hannover,
    address: { street: 'Beispielweg', houseNumber: '12' },
    birthDate: '1980-05-17',
  };
  const { address } = aPersonHolder();

  it('searches for a holder by name, last address and birth date, never by IDNr', () => {
    expect(namedInLookup(aPersonHolder())).toEqual(searched);
    expect(namedInLookup(aPersonHolder({ idnr: null }))).toEqual(searched);
  });

  it('does with the address, or with the birth date, and leaves out one that is known in part', () => {
    const { birthDate: _, ...byAddress } = searched;
    for (const birthDate of [null, '1980-05-00', '0000-00-00']) {
      expect(namedInLookup(aPersonHolder({ birthDate }))).toEqual(byAddress);
    }
    const { address: __, ...byBirthDate } = searched;
    const nowhere = { ...address, street: null, houseNumber: null };
    expect(namedInLookup(aPersonHolder({ address: nowhere }))).toEqual(byBirthDate);
    expect(namedInLookup(aPersonHolder({ address: nowhere, birthDate: null }))).toBeUndefined();
  });

  it('names the municipality that stands for a former one', () => {
    const former = { ...address, ags: '03152012' };
    expect(namedInLookup(aPersonHolder({ address: former }))).toMatchObject({ municipality: goettingen });
  });

  it.each([
    ['an organisation', anOrganisationHolder()],
    ['a holder abroad', aPersonHolder({ address: { ...address, country: 'Österreich' } })],
    ['a holder in no known municipality', aPersonHolder({ address: { ...address, ags: null } })],
    [
      'one in a municipality without a known successor',
      aPersonHolder({ address: { ...address, ags: '03156001' } }),
    ],
    ['a holder without a name', aPersonHolder({ familyName: '+' })],
  ])('is not made about %s', (_, holder) => expect(namedInLookup(holder)).toBeUndefined());
});
