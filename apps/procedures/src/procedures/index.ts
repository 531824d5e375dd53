import { exampleZones } from './parking-zones.ts';
import type { Procedure } from './procedure.ts';
import { ResidentParkingPermit } from './resident-parking-permit.procedure.ts';
import { TradeNotice } from './trade-notice.procedure.ts';
import { VehicleReregistration } from './vehicle-reregistration.procedure.ts';

export {
  type Application,
  type AssessedRule,
  type Assessment,
  type Procedure,
  Procedures,
  type ReleasedEvidence,
} from './procedure.ts';

/** How the forms of this release are decided. */
export const procedures: readonly Procedure[] = [
  new ResidentParkingPermit(exampleZones()),
  new VehicleReregistration(),
  new TradeNotice(),
];
