import { Counter, register as metrics } from 'prom-client';
import { type RegisterName, registerNames } from '#libs/contracts';

const NAME = 'einmal_routing_claimed_twice_total';
metrics.removeSingleMetric(NAME);
const claimedTwice = new Counter({
  name: NAME,
  help: 'Subjects asked for whose record several authorities claim',
  labelNames: ['register'],
});
// Known at 0 from the start, so that the first one is seen to be more.
for (const register of registerNames) claimedTwice.inc({ register }, 0);

export const countClaimedTwice = (register: RegisterName): void => claimedTwice.inc({ register });
