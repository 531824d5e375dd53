import { aResident, anApplication, aVehicle, openOf } from '../procedures/application.builder.ts';
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
    const { outcome, rules } = lookedAt(own);
    expect(outcome).toBe('CLERK');
    expect(rules).toContainEqual(expect.objectContaining({ rule: 'holder-is-applicant', met: 'UNKNOWN' }));
    expect(openOf({ rules, outcome })).toEqual(['holder-is-applicant UNKNOWN', 'released-for-oneself NO']);
  });

  it('has no prepared act', () => {
    const preparedAct = {
      register: 'vehicles',
      path: '/v1/vehicles/{id}/acts/change-holder-address',
      body: {},
    };
    expect(lookedAt({ ...own, preparedAct })).not.toHaveProperty('preparedAct');
  });
});
