import { authorityTable } from '#libs/authorities';
import { changeTopic } from '#libs/contracts';
import { defineRegister, localDaySql } from '#libs/register-kit';
import { Vehicle } from './vehicle.entity.ts';
import { vehicleFields } from './vehicle.fields.ts';
import { PlateTaken, VinRegistered } from './vehicle.errors.ts';

/**
 * The central vehicle register (StVG §31(2), §33). A lookup concerns one vehicle, by plate or VIN alone (FZV §66(3)), never
 * by the holder's number.
 */
export const vehicles = defineRegister<Vehicle>({
  name: 'vehicles',
  topic: changeTopic('vehicles'),
  record: 'vehicle',
  entity: Vehicle,
  fields: vehicleFields,
  subjects: { plate: { property: 'plateNamed' }, vin: { property: 'vinNamed' } },
  naturalKey: 'registrationKey',
  // StVG §41: withheld whole, and the requester cannot tell a locked vehicle from an unknown one. The law has the request
  // forwarded to the authority that set the lock (§41(5), FZV §71(3)), which the record does not name yet.
  lockedWhen: `r.transmission_lock is not null
    and coalesce(r.transmission_lock ->> 'until', '9999-12-31') >= (${localDaySql})::text`,
  // The registration office; evidence names the Kraftfahrt-Bundesamt, which keeps the register for all of them.
  authorities: authorityTable,
  area: ({ ags }) => ags ?? undefined,
  areaMember: '/ags',
  passesOn: true,
  keptCentrally: true,
  concerns: ({ holder }) => (holder.kind === 'PERSON' && holder.idnr ? [holder.idnr] : []),
  eventKey: ({ vin }) => vin,
  conflicts: { vehicles_plate: () => new PlateTaken(), vehicles_vin: () => new VinRegistered() },
});
