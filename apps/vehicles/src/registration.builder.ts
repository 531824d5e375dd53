import { createTopics } from '#libs/local-services';
import { RunningRegister } from '#libs/register-kit-testing';
import { testKafka } from '#libs/test-kit';
import { scopes } from '#libs/contracts';
import type { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { migrations } from './migrations/index.ts';
import { aVehicle } from './vehicle.builder.ts';
import { vehicles } from './vehicles.register.ts';
import { VehiclesModule } from './vehicles.module.ts';

/** A lawful body of the act "register"; every call another vehicle. */
export function aRegistration(overrides: Partial<RegisterVehicleDto> = {}): RegisterVehicleDto {
  const {
    id: _id,
    version: _version,
    origins: _origins,
    concerns: _concerns,
    recordedAt: _recordedAt,
    ...vehicle
  } = aVehicle();
  const { registrationKey: _key, previousHolders: _holders, deregisteredOn: _on, ...body } = vehicle;
  const { plateNamed: _plate, vinNamed: _vin, ...given } = body;
  return { ground: 'FZV §6: registration', ...given, ...overrides };
}

/** The app as it is deployed, with a database of its own. */
export async function startVehicles(): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: vehicles.topic }]);
  return RunningRegister.start({
    name: vehicles.name,
    scope: scopes.vehiclesOfficer,
    module: (config) => VehiclesModule.for(config),
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
