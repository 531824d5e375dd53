import { Counter, register as metrics } from 'prom-client';
import { type RegisterName, registerNames } from '#libs/contracts';

const NAME = 'einmal_routing_unserved_total';
metrics.removeSingleMetric(NAME);
const unserved = new Counter({
  name: NAME,
  help: 'Permits for a subject whose authority no process of the register serves',
  labelNames: ['register'],
});
// Known at 0 from the start, so that the first one is seen to be more.
for (const register of registerNames) unserved.inc({ register }, 0);

export const countUnserved = (register: RegisterName): void => unserved.inc({ register });
