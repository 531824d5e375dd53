import { describeEveryPage } from './every-page.ts';
import { WebStand } from './web-stand.ts';

describe('every page of the portals', () => {
  let stand: WebStand;

  // Apart from the walks: who has applied for a permit there is granted no second one.
  beforeAll(async () => {
    stand = await WebStand.start(['business']);
  }, 300_000);
  afterAll(() => stand?.stop());

  describeEveryPage(() => stand);
});
