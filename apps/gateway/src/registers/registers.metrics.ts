import { Counter, register as metrics } from 'prom-client';
import type { RegisterName } from '#libs/contracts';

const NAME = 'einmal_routing_unserved_total';
metrics.removeSingleMetric(NAME);
const unserved = new Counter({
  name: NAME,
  help: 'Permits for a subject whose authority no process of the register serves',
  labelNames: ['register'],
});

export const countUnserved = (register: RegisterName): void => unserved.inc({ register });
