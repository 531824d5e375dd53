import {
  aCompany,
  aResident,
  anApplication,
  aVehicle,
  metOf,
  openOf,
} from '../procedures/application.builder.ts';
import { type Assessment, procedures, type ReleasedEvidence } from '../procedures/index.ts';
import { lookedAt } from './released-for-another.rules.ts';

const decided = (form: string, evidence: readonly ReleasedEvidence[], statements: object): Assessment =>
  procedures
    .find((each) => each.form === form)!
    .decide(anApplication(form, evidence, { statements: { ...statements } }));

describe('an application with evidence that was released for another person', () => {
  const own = decided('resident-parking-permit', [aResident(), aVehicle()], {
    plate: 'H-EM 101',
    use: 'OWN',
  });

  it('says of the applicant nothing that was said of the other one', () => {
    expect(own.rules).toContainEqual(expect.objectContaining({ rule: 'holder-is-applicant', met: 'YES' }));
    const { outcome, rules } = lookedAt(own, [{}, { isForAnother: true, givenAs: 'PARENT' }]);
    expect(outcome).toBe('CLERK');
    expect(rules).toContainEqual(expect.objectContaining({ rule: 'holder-is-applicant', met: 'UNKNOWN' }));
    expect(openOf({ rules, outcome })).toEqual(['holder-is-applicant UNKNOWN', 'released-for-oneself NO']);
  });

  it('is left as it is where all of it is the applicant’s own', () => {
    expect(lookedAt(own, [{}, {}])).toEqual(own);
  });

  it('says of a rule that was open why it was open', () => {
    const none = decided('resident-parking-permit', [], {});
    const [before, after] = [none, lookedAt(none, [{ isForAnother: true }])].map(({ rules }) =>
      rules.find(({ rule }) => rule === 'holder-is-applicant'),
    );
    expect(after).toEqual(before);
  });

  it('has no prepared act', () => {
    const preparedAct = {
      register: 'vehicles',
      path: '/v1/vehicles/{id}/acts/change-holder-address',
      body: {},
    };
    for (const givenAs of ['PARENT', 'OFFICER'] as const)
      expect(lookedAt({ ...own, preparedAct }, [{ isForAnother: true, givenAs }])).not.toHaveProperty(
        'preparedAct',
      );
  });
});

describe('a notice that an officer gives for the company', () => {
  const statements = {
    legalKind: 'REGISTERED',
    registerCourt: 'P2305',
    registerNumber: 'HRB 990201',
    beginsOn: '2026-11-29',
  };
  const given = (change: object) => {
    const evidence = [aResident(), { ...aCompany(), ...change }];
    return lookedAt(decided('trade-notice', evidence, statements), [
      {},
      { isForAnother: true, givenAs: 'OFFICER' },
    ]);
  };
  const representsIn = ({ rules }: Assessment) => rules.find(({ rule }) => rule === 'applicant-represents')!;

  it.each([
    ['alone', {}, 'allein'],
    ['with a second one', { isGivenJointly: true }, 'zweiten Person'],
  ])('is one of who represents it, as the commercial register said: %s', (_how, how, words) => {
    const noticed = given({ givenAs: 'OFFICER', ...how });
    expect(openOf(noticed)).toEqual([]);
    expect(representsIn(noticed).reason.de).toContain(words);
    expect(noticed.outcome).toBe('CLERK');
  });

  it('is none of who represents it where it was released by nobody whom the register confirmed', () => {
    expect(representsIn(given({})).met).toBe('UNKNOWN');
    expect(representsIn(given({ givenAs: 'OFFICER', state: 'LOST' })).met).toBe('UNKNOWN');
  });

  it('says nothing of an applicant whose own evidence is that of a child', () => {
    const noticed = decided('trade-notice', [aResident(), { ...aCompany(), givenAs: 'OFFICER' }], statements);
    const of = lookedAt(noticed, [
      { isForAnother: true, givenAs: 'PARENT' },
      { isForAnother: true, givenAs: 'OFFICER' },
    ]);
    expect(metOf(of)).toMatchObject({ 'applicant-represents': 'YES', 'released-for-oneself': 'NO' });
  });
});
