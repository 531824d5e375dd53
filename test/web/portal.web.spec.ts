import { describeLooks } from './looks.ts';
import { describeFirstApplicant, describeFurtherApplicants } from './parking-permits.ts';
import { describeSessionWarning } from './session-warning.ts';
import { describeStartPages } from './start-pages.ts';
import { WebStand } from './web-stand.ts';

describe('the portals in a browser', () => {
  let stand: WebStand;

  beforeAll(async () => {
    stand = await WebStand.start();
  }, 300_000);
  afterAll(() => stand?.stop());

  describeStartPages(() => stand);
  describeFirstApplicant(() => stand, 'on a phone, the first applicant', false);
  describeFurtherApplicants(() => stand);
  describeFirstApplicant(() => stand, 'without script, the first applicant', true);
  describeSessionWarning(() => stand);
  describeLooks(() => stand);
});
