import { Counter } from 'prom-client';
import { tellSecurityEvent } from '#libs/service-kit';
import { type PermitFault, permitFaults } from '../register.errors.ts';

const refused = new Counter({
  name: 'einmal_permits_refused_total',
  help: 'Permits and questions that were not taken, by what was wrong with them',
  labelNames: ['reason'],
});
// Known at 0 from the start, so that the first one is seen to be more.
for (const reason of permitFaults) refused.inc({ reason }, 0);

interface Seen {
  readonly traceId?: string;
  readonly route?: string | undefined;
  /** Of the decision that a permit names which was used before. */
  readonly lookupId?: string;
}

/** Whoever asked learns a code; why is for the SIEM and the register's operators. */
export function tellRefusedPermit(reason: PermitFault, seen: Seen): void {
  refused.inc({ reason });
  tellSecurityEvent('permit-refused', { msg: 'a permit was not taken', reason, ...seen });
}
