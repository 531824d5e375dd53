import { randomUUID } from 'node:crypto';
import { Background } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { CasesStand } from '../testing/cases-stand.ts';
import { aPersonHolder, anOrganisationHolder } from '../vehicle.builder.ts';
import type { Holder } from '../vehicle-parts.ts';
import { EnquiryWorker } from './enquiry-worker.service.ts';

const NEVER_MS = 3_600_000;

it.each([
  ['a case is opened', (on: CasesStand, holder: Holder) => on.moved(on.about(holder, 'resident.moved.v1'))],
  ['a company moved its seat', (on: CasesStand) => on.seatMoved(randomUUID())],
])('the worker hears that %s, and need not look for it', async (_story, lead) => {
  const on = await CasesStand.open(20_000);
  const { asked } = on.gateway;
  const questions = (count: number): Promise<number> =>
    eventually(
      `${count} questions`,
      () => asked.length,
      (seen) => seen === count,
    );
  const background = new Background();
  new EnquiryWorker(on.store, on.caseEnquiries, on.fleets, on.source, background, NEVER_MS);
  // One each, as a second move of the same would be asked about for the first vehicle as well.
  const [before, after] = [aPersonHolder(), aPersonHolder()];
  for (const holder of [before, after, anOrganisationHolder()]) await on.register(holder);
  await lead(on, before);
  background.onApplicationBootstrap();
  // Its first look is over when it has asked, and finds nothing of what comes now.
  await questions(1);
  await lead(on, after);
  await questions(2);
  await background.onApplicationShutdown();
  expect(asked).toHaveLength(2);
  await on.close();
});
