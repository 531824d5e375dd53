import { describeParkingPermits } from './parking-permits.ts';
import { WebStand } from './web-stand.ts';

describe('the portals in a browser without script', () => {
  let stand: WebStand;

  // Apart from the walks with script: who has a permit there is granted no second one.
  beforeAll(async () => {
    stand = await WebStand.start();
  }, 300_000);
  afterAll(() => stand?.stop());

  describeParkingPermits(() => stand, 'without script', true);
});
