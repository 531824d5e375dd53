import { describeKeyboard } from './keyboard.ts';
import { describeLooks } from './looks.ts';
import { describeParkingPermits } from './parking-permits.ts';
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
  describeParkingPermits(() => stand, 'on a phone', false);
  describeSessionWarning(() => stand);
  describeKeyboard(() => stand);
  describeLooks(() => stand);
});
