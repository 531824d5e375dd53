import { aResident, anApplication, aVehicle, openOf } from './application.builder.ts';
import { exampleZones, ParkingZones } from './parking-zones.ts';
import type { Application, ReleasedEvidence } from './procedure.ts';
import { ResidentParkingPermit } from './resident-parking-permit.procedure.ts';

const procedure = new ResidentParkingPermit(exampleZones());
const own = { plate: 'H-EM 101', use: 'OWN' };
const decide = (evidence: readonly ReleasedEvidence[], overrides: Partial<Application> = {}) =>
  procedure.decide(anApplication(procedure.form, evidence, { statements: own, ...overrides }));

describe('a resident parking permit', () => {
  it('is granted by a machine where every rule is met, and names the zone', () => {
    const decided = decide([aResident(), aVehicle()]);
    expect([decided.outcome, openOf(decided)]).toEqual(['AUTOMATIC', []]);
    expect(decided.rules[0]?.reason).toEqual({
      de: 'Die Anschrift liegt in der Zone H-A.',
      en: 'The address lies in zone H-A.',
    });
  });

  it.each<readonly [string, readonly ReleasedEvidence[], readonly string[]]>([
    [
      'lives in no zone',
      [aResident({}, { postcode: '30659' }), aVehicle({}, {}, { postcode: '30659' })],
      ['residence-in-zone NO'],
    ],
    [
      'has no vehicle that is registered',
      [aResident(), aVehicle({ deregisteredOn: '2026-11-29' })],
      ['vehicle-registered NO'],
    ],
    [
      'has a vehicle out of season',
      [aResident(), aVehicle({ season: { from: 4, to: 10 } })],
      ['vehicle-in-season NO'],
    ],
    [
      'drives somebody else’s',
      [aResident(), aVehicle({}, { familyName: 'Lindeman' })],
      ['holder-is-applicant NO'],
    ],
    ['drives a company’s', [aResident(), aVehicle({}, { kind: 'ORGANISATION' })], ['holder-is-applicant NO']],
    [
      'has another address at the vehicles register',
      [aResident(), aVehicle({}, {}, { houseNumber: '13' })],
      ['holder-is-applicant UNKNOWN'],
    ],
    [
      'has another home as the main one',
      [aResident({ residenceType: 'SECONDARY' }), aVehicle()],
      ['decided-by-machine NO'],
    ],
    ['moves in later', [aResident({ movedInOn: '2026-12-01' }), aVehicle()], ['decided-by-machine NO']],
    ['has a marker', [aResident({}, { conditionalLock: true }), aVehicle()], ['decided-by-machine NO']],
    [
      'released no vehicle',
      [
        aResident(),
        { evidenceType: 'vehicles.parking-permit.v1', state: 'NOT_RELEASED', way: 'BRING_PAPER' },
      ],
      [
        'vehicle-is-stated UNKNOWN',
        'vehicle-registered UNKNOWN',
        'vehicle-in-season UNKNOWN',
        'holder-is-applicant UNKNOWN',
      ],
    ],
    [
      'has no evidence of a residence any more',
      [
        { evidenceType: 'residents.parking-permit.v1', state: 'LOST', problem: 'release-changed' },
        aVehicle(),
      ],
      ['residence-in-zone UNKNOWN', 'holder-is-applicant UNKNOWN', 'decided-by-machine UNKNOWN'],
    ],
  ])('goes to a clerk who %s', (_story, evidence, open) => {
    const decided = decide(evidence);
    expect([decided.outcome, openOf(decided)]).toEqual(['CLERK', open]);
  });

  it.each<readonly [string, Application['statements'], readonly string[]]>([
    ['for another vehicle than the released one', { plate: 'H-ZZ 9' }, ['vehicle-is-stated NO']],
    ['for a vehicle that nothing names', { plate: '' }, ['vehicle-is-stated UNKNOWN']],
    ['for the use of somebody else’s', { use: 'SOMEBODY_ELSES' }, ['vehicle-stated-as-own NO']],
    ['for a use that is not stated', { use: '' }, ['vehicle-stated-as-own UNKNOWN']],
  ])('goes to a clerk %s', (_story, stated, open) => {
    const decided = decide([aResident(), aVehicle()], { statements: { ...own, ...stated } });
    expect([decided.outcome, openOf(decided)]).toEqual(['CLERK', open]);
  });

  it('goes to a clerk where the person has another one', () => {
    const decided = decide([aResident(), aVehicle()], { hasAnother: true });
    expect([decided.outcome, openOf(decided)]).toEqual(['CLERK', ['only-application NO']]);
  });

  it('goes to a clerk where the evidence names no plate, and takes one that is written otherwise', () => {
    expect(openOf(decide([aResident(), aVehicle({ plate: undefined })]))).toEqual([
      'vehicle-is-stated UNKNOWN',
    ]);
    const statements = { ...own, plate: ' h em–101 ' };
    expect(openOf(decide([aResident(), aVehicle()], { statements }))).toEqual([]);
  });

  it('is never granted by a machine where nobody was asked for the marker', () => {
    expect(decide([aResident({}, { conditionalLock: undefined }), aVehicle()]).outcome).toBe('CLERK');
  });

  it('says the same of a marker as of other things that want a person, and no value of a register', () => {
    const texts = (evidence: readonly ReleasedEvidence[]) =>
      JSON.stringify(decide(evidence).rules.find(({ rule }) => rule === 'decided-by-machine'));
    const marked = [aResident({}, { conditionalLock: true }), aVehicle()];
    expect(texts(marked)).toBe(texts([aResident({ residenceType: 'SECONDARY' }), aVehicle()]));
    expect(JSON.stringify(decide(marked).rules)).not.toMatch(
      /H-A|Beispielweg|Lindemann|§52|lock|marker|sperr/i,
    );
  });

  it.each([
    ['in a season over the year end', { from: 11, to: 2 }, '2026-12-31', []],
    ['after it', { from: 11, to: 2 }, '2027-03-01', ['vehicle-in-season NO']],
    ['in its first month', { from: 3, to: 10 }, '2027-03-01', []],
  ])('looks at the season: %s', (_story, season, today, open) => {
    expect(openOf(decide([aResident(), aVehicle({ season })], { today }))).toEqual(open);
  });

  it('compares names as searches do, and takes a given name that one register lacks', () => {
    const written = { familyName: 'Sörensen', givenNames: 'Bernd' };
    const other = { familyName: 'Soerensen', givenNames: 'Bernd Uwe' };
    expect(openOf(decide([aResident(written), aVehicle({}, other)]))).toEqual([]);
    expect(openOf(decide([aResident(written), aVehicle({}, { ...other, familyName: 'Sorensen' })]))).toEqual([
      'holder-is-applicant NO',
    ]);
  });
});

describe('a zone', () => {
  const zones = new ParkingZones([
    {
      id: 'Z',
      authority: 'a',
      postcodes: ['30161'],
      streets: [{ postcode: '30159', street: 'Probestraße', from: 2, to: 8 }],
    },
  ]);
  const at = (postcode: string, street: string, houseNumber: string, authority = 'a') =>
    zones.zoneOf(authority, { postcode, street, houseNumber });

  it('is whole postcodes and stretches of streets, of one authority', () => {
    expect([at('30161', 'Irgendweg', '99'), at('30159', 'Probestr', '8')]).toEqual(['Z', 'Z']);
    expect([
      at('30159', 'Probestraße', '9'),
      at('30159', 'Probestraße', ''),
      at('30163', 'Probestraße', '4'),
      at('30161', 'Irgendweg', '99', 'b'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
