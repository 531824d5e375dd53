import { type RecordView, viewOf } from '#libs/register-kit';
import type { Vehicle } from './vehicle.entity.ts';

export type VehicleView = Omit<RecordView<Vehicle>, 'plateNamed' | 'vinNamed'>;

/** A vehicle as its officers see it, without the columns that only serve to find it. */
export function vehicleView(vehicle: Vehicle): VehicleView {
  const { plateNamed: _plate, vinNamed: _vin, ...view } = viewOf(vehicle);
  return view;
}
