import { aResident, anApplication, aVehicle, openOf } from './application.builder.ts';
import type { Application, ReleasedEvidence } from './procedure.ts';
import { VehicleReregistration } from './vehicle-reregistration.procedure.ts';

const procedure = new VehicleReregistration();
const decide = (evidence: readonly ReleasedEvidence[], overrides: Partial<Application> = {}) =>
  procedure.decide(
    anApplication(procedure.form, evidence, {
      authority: 'zulassung-landeshauptstadt-hannover',
      ...overrides,
      statements: { plate: 'H-EM 101', ...overrides.statements },
    }),
  );
const moved = aResident({}, { street: 'Probegasse', houseNumber: '7', addition: null });
const goettingen = { ags: '03159016', postcode: '37073', place: 'Göttingen' };

const fromGoettingen = { ags: goettingen.ags, vin: 'WVWZZZEMZRA000001' };

describe('a re-registration after a move', () => {
  it('ends as the act that an officer confirms, on the version that the evidence shows', () => {
    const { rules, ...decided } = decide([moved, aVehicle()]);
    expect(rules.map(({ met }) => met)).toEqual(rules.map(() => 'YES'));
    expect(decided).toEqual({
      outcome: 'CLERK',
      preparedAct: {
        register: 'vehicles',
        path: '/v1/vehicles/{id}/acts/change-holder-address',
        body: {
          ground: 'FZV §15(1) no. 1, (4): application of the holder',
          effectiveOn: '2026-11-29',
          expectedVersion: 3,
          address: {
            ags: '03241001',
            postcode: '30159',
            place: 'Hannover',
            street: 'Probegasse',
            houseNumber: '7',
          },
        },
      },
    });
  });

  it.each<readonly [string, Application['statements'], object]>([
    ['the plate stays', {}, {}],
    [
      'with a new plate',
      { plateChoice: 'NEW', newPlate: 'H-AB 1E' },
      { newPlate: { plate: 'H-AB 1E', plateKind: 'ELECTRIC' } },
    ],
  ])('ends as a take-over where another office keeps the vehicle, %s', (_story, statements, plate) => {
    const { preparedAct, rules } = decide([moved, aVehicle(fromGoettingen)], { statements });
    expect(preparedAct).toMatchObject({
      path: '/v1/vehicles/take-over',
      body: {
        plate: 'H-EM 101',
        vin: 'WVWZZZEMZRA000001',
        holder: { familyName: 'Lindemann', givenNames: 'Anna Maria' },
        address: { street: 'Probegasse' },
        ...plate,
      },
    });
    expect(preparedAct?.body).not.toHaveProperty('expectedVersion');
    expect(rules.map(({ met }) => met)).toEqual(rules.map(() => 'YES'));
  });

  it.each<readonly [string, readonly ReleasedEvidence[], Partial<Application>, readonly string[]]>([
    ['nothing changed', [aResident(), aVehicle()], {}, ['address-is-new NO']],
    [
      'another vehicle is stated',
      [moved, aVehicle()],
      { statements: { plate: 'H-ZZ 9' } },
      ['vehicle-is-stated NO'],
    ],
    [
      'no vehicle is stated',
      [moved, aVehicle()],
      { statements: { plate: '' } },
      ['vehicle-is-stated UNKNOWN'],
    ],
    [
      'the vehicle is out of use',
      [moved, aVehicle({ deregisteredOn: '2026-01-01' })],
      {},
      ['vehicle-registered NO'],
    ],
    [
      'somebody else holds it',
      [moved, aVehicle({}, { givenNames: 'Jonas' })],
      {},
      ['holder-is-applicant NO'],
    ],
    [
      'the holder lives elsewhere now',
      [aResident({}, goettingen), aVehicle()],
      {},
      ['office-is-competent NO'],
    ],
    [
      'another office keeps it, and its number is not known',
      [moved, aVehicle({ ags: goettingen.ags })],
      {},
      ['record-reachable UNKNOWN'],
    ],
    [
      'a new plate is wanted in the same district',
      [moved, aVehicle()],
      { statements: { plateChoice: 'NEW', newPlate: 'H-AB 1' } },
      ['plate NO'],
    ],
    [
      'the wanted plate is none',
      [moved, aVehicle(fromGoettingen)],
      { statements: { plateChoice: 'NEW', newPlate: 'HAB1' } },
      ['plate UNKNOWN'],
    ],
    [
      'the address has a marker',
      [aResident({}, { conditionalLock: true, houseNumber: '1' }), aVehicle()],
      {},
      ['act-may-be-prepared NO'],
    ],
    [
      'it is not known who lives where',
      [aVehicle()],
      {},
      [
        'holder-is-applicant UNKNOWN',
        'address-is-new UNKNOWN',
        'office-is-competent UNKNOWN',
        'plate UNKNOWN',
        'act-may-be-prepared UNKNOWN',
      ],
    ],
  ])('prepares nothing where %s', (_story, evidence, overrides, open) => {
    const decided = decide(evidence, overrides);
    expect([openOf(decided), decided.preparedAct, decided.outcome]).toEqual([open, undefined, 'CLERK']);
  });
});
