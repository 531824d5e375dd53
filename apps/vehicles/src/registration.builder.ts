import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { aVehicle } from './vehicle.builder.ts';

/** A lawful body of the act "register"; every call another vehicle. */
export function aRegistration(overrides: Partial<RegisterVehicleDto> = {}): RegisterVehicleDto {
  const {
    id: _id,
    version: _version,
    origins: _origins,
    concerns: _concerns,
    authority: _authority,
    recordedAt: _recordedAt,
    ...vehicle
  } = aVehicle();
  const { registrationKey: _key, previousHolders: _holders, deregisteredOn: _on, ...body } = vehicle;
  const { plateNamed: _plate, vinNamed: _vin, ...given } = body;
  return { ground: 'FZV §6: registration', ...given, ...overrides };
}
