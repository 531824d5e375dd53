import { randomBytes } from 'node:crypto';
import { createTopics } from '#libs/kafka';
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

/** A gateway that nobody answers at, and a client that nobody knows. */
export const withoutGateway = {
  client: { clientId: 'vehicles-register', clientJwk: '{}' },
  reactions: { residentsEventKey: randomBytes(32).toString('base64url'), gatewayUrl: 'http://127.0.0.1:1' },
};

/** The app as it is deployed but for the events of others, with a database of its own. */
export async function startVehicles(): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: vehicles.topic }]);
  return RunningRegister.start({
    name: vehicles.name,
    scope: scopes.vehiclesOfficer,
    module: (config) => VehiclesModule.for({ ...config, ...withoutGateway }),
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
