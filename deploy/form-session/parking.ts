import type { Form } from '#libs/forms';
import { Application } from './application.ts';
import { type Cast, citizen } from './cast.ts';
import { formOf, playOn, rulesOf, type Screen, stateOf } from './scene.ts';
import { trailOf } from './trail.ts';

/** A resident parking permit: where every rule is met no clerk is needed. */
export async function playParking(
  cast: Cast,
  forms: ReadonlyMap<string, Form>,
  screen: Screen,
): Promise<void> {
  const typed = { plate: cast.person.plate, use: 'OWN', isTrue: 'true' };
  const application = new Application(cast, forms.get('resident-parking-permit')!, typed);
  const play = playOn(screen, application.clerk, 'each register');
  const filled = await application.prefill();
  play(`${citizen} opens the form of the parking permit`, {
    citizen: formOf(application, filled),
    clerk: ['Nothing yet.'],
    register: await trailOf(cast, filled),
  });
  const submission = await application.handIn(filled);
  play('and hands it in', {
    citizen: stateOf(submission),
    clerk: rulesOf(await application.seenByClerk(submission)),
    register: await trailOf(cast, filled),
  });
  if (submission.state === 'DECIDED') return;
  const decided = await application.decide(submission, 'The clerk has looked at what no machine may decide.');
  play('the clerk decides', {
    citizen: stateOf(decided),
    clerk: rulesOf(await application.seenByClerk(submission)),
  });
}
