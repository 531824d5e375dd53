import { aCompany, anApplication, aResident, metOf } from './application.builder.ts';
import type { ReleasedEvidence } from './procedure.ts';
import { TradeNotice } from './trade-notice.procedure.ts';

const procedure = new TradeNotice();
const company = { registerCourt: 'P2305', registerNumber: 'HRB 990201' };
const decide = (evidence: readonly ReleasedEvidence[], beginsOn = '2026-11-29') =>
  procedure.decide(anApplication(procedure.form, evidence, { statements: { ...company, beginsOn } }));
const anna = { familyName: 'Lindemann', givenNames: 'Anna Maria', birthDate: '1988-04-17' };

describe('the notice of a trade', () => {
  it('goes to the trade office with what the registers say', () => {
    const decided = decide([aResident(), aCompany({ officers: [anna] })]);
    expect([decided.outcome, decided.preparedAct, metOf(decided)]).toEqual([
      'CLERK',
      undefined,
      {
        'identity-known': 'YES',
        'company-is-stated': 'YES',
        'company-active': 'YES',
        'seat-known': 'YES',
        'applicant-represents': 'YES',
        'trade-begins': 'YES',
      },
    ]);
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, string, string]>([
    ['is another one than the stated', { euid: 'DEP2305.HRB990202' }, 'company-is-stated', 'NO'],
    ['has no number in the evidence', { euid: undefined }, 'company-is-stated', 'UNKNOWN'],
    ['was deleted', { status: 'DELETED' }, 'company-active', 'NO'],
    ['ended', { endedOn: '2026-01-01' }, 'company-active', 'NO'],
    ['is insolvent', { status: 'INSOLVENT' }, 'company-active', 'NO'],
    ['has a status that was not asked for', { status: undefined }, 'company-active', 'UNKNOWN'],
    ['has a seat that was not asked for', { seat: undefined }, 'seat-known', 'UNKNOWN'],
    [
      'has others who represent it',
      { officers: [{ ...anna, givenNames: 'Jonas' }] },
      'applicant-represents',
      'NO',
    ],
    [
      'has a namesake who represents it',
      { officers: [{ ...anna, birthDate: '1960-01-01' }] },
      'applicant-represents',
      'NO',
    ],
    ['has nobody named in the evidence', {}, 'applicant-represents', 'UNKNOWN'],
  ])('is looked at by a clerk, of a company that %s', (_story, told, rule, met) => {
    expect(metOf(decide([aResident(), aCompany(told)]))[rule]).toBe(met);
  });

  it('asks nothing of a company where somebody trades in their own name', () => {
    const statements = { legalKind: 'PERSON', beginsOn: '2026-11-29' };
    const decided = procedure.decide(anApplication(procedure.form, [aResident()], { statements }));
    expect(metOf(decided)).toEqual({ 'identity-known': 'YES', 'trade-begins': 'YES' });
  });

  it('says when the day is still to come, or not given, and knows nothing without evidence', () => {
    expect(metOf(decide([], '2026-12-01'))).toEqual({
      'identity-known': 'UNKNOWN',
      'company-is-stated': 'UNKNOWN',
      'company-active': 'UNKNOWN',
      'seat-known': 'UNKNOWN',
      'applicant-represents': 'UNKNOWN',
      'trade-begins': 'NO',
    });
    expect(metOf(decide([], ''))['trade-begins']).toBe('UNKNOWN');
  });
});
