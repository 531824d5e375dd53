import { Counter, register as metrics } from 'prom-client';
import type { RegisterName } from '#libs/contracts';

const NAME = 'einmal_routing_claimed_twice_total';
metrics.removeSingleMetric(NAME);
const claimedTwice = new Counter({
  name: NAME,
  help: 'Subjects asked for whose record several authorities claim',
  labelNames: ['register'],
});

export const countClaimedTwice = (register: RegisterName): void => claimedTwice.inc({ register });
