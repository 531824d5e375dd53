import { describeBadRequests } from './portal/bad-requests.ts';
import { describeChoices } from './portal/choices.ts';
import { describeForeignSessions } from './portal/foreign-sessions.ts';
import { describeForgedForms } from './portal/forged-forms.ts';
import { describeKeptPrivate } from './portal/kept-private.ts';
import { describeLostSessions } from './portal/lost-sessions.ts';
import { describeTypedValues } from './portal/typed-values.ts';
import { describeSentOtherwise } from './portal/sent-otherwise.ts';
import { describeTwoTabs } from './portal/two-tabs.ts';
import { PortalStand } from './portal/portal-stand.ts';

describe('the portals, as somebody hostile uses them', () => {
  let stand: PortalStand;

  beforeAll(async () => {
    stand = await PortalStand.start();
  }, 300_000);
  afterAll(() => stand?.stack.stop());

  describeForgedForms(() => stand);
  describeForeignSessions(() => stand);
  describeBadRequests(() => stand);
  describeKeptPrivate(() => stand);
  describeLostSessions(() => stand);
  describeTypedValues(() => stand);
  describeTwoTabs(() => stand);
  describeChoices(() => stand);
  describeSentOtherwise(() => stand);
});
