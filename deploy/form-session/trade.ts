import type { Form } from '#libs/forms';
import { today } from '../sample/days.ts';
import { demoCompanies } from '../sample/demo-companies.ts';
import { Application } from './application.ts';
import { type Cast, citizen, codeOf } from './cast.ts';
import { formOf, lineOf, playOn, rulesOf, type Screen, stateOf } from './scene.ts';
import { trailOf } from './trail.ts';

/** Officer of the register court. */
const court = 'bruno';
const { alone: entry } = demoCompanies;
const company = { registerCourt: entry.register.courtCode, registerNumber: entry.register.registerNumber };

/** Notice of a trade for a company: the trade office sees what both registers say. */
export async function playTrade(cast: Cast, forms: ReadonlyMap<string, Form>, screen: Screen): Promise<void> {
  const entered = await enter(cast);
  const application = new Application(cast, forms.get('trade-notice')!, {
    legalKind: 'REGISTERED',
    ...company,
    beginsOn: today(),
    activity: 'Repair of bicycles',
    isMainOccupation: 'true',
    employees: '2',
    needsPermit: 'false',
    siteStreet: 'Musterwall 3',
    sitePostcode: '30159',
    sitePlace: 'Hannover',
    isTrue: 'true',
  });
  const play = playOn(screen, application.clerk, 'each register');
  const filled = await application.prefill();
  play(`${citizen} opens the form of the trade notice`, {
    citizen: formOf(application, filled),
    clerk: ['Nothing yet.'],
    register: [`business: the company ${entered}`, ...(await trailOf(cast, filled))],
  });
  const submission = await application.handIn(filled);
  const seen = await application.seenByClerk(submission);
  play('and hands it in', {
    citizen: stateOf(submission),
    clerk: [
      ...rulesOf(seen),
      'Stated by the applicant:',
      ...seen.statements.map(({ field, value }) => lineOf(application.fields, field, value)),
    ],
    register: await trailOf(cast, filled),
  });
  const decided = await application.decide(submission, 'The notice was received (GewO §15(1)).');
  play('the trade office confirms that it came', {
    citizen: stateOf(decided),
    clerk: rulesOf(await application.seenByClerk(submission)).slice(0, 1),
  });
}

/** An invented company whose managing director the citizen is, unless an earlier session has entered it. */
async function enter(cast: Cast): Promise<string> {
  return cast.call(court, 'business', '/v1/companies', { body: entry }).then(
    () => 'is entered now',
    (error: unknown) => (codeOf(error) === 'record-exists' ? 'stands there' : Promise.reject(error as Error)),
  );
}
