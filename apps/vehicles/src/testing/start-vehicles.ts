import { randomBytes } from 'node:crypto';
import { scopes } from '#libs/contracts';
import { createTopics } from '#libs/kafka';
import { RunningRegister } from '#libs/register-kit-testing';
import { testKafka } from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import type { VehiclesConfig } from '../vehicles.config.ts';
import { VehiclesModule } from '../vehicles.module.ts';
import { vehicles } from '../vehicles.register.ts';

/** A gateway that nobody answers at, and a client that nobody knows. */
export const withoutGateway = {
  client: { clientId: 'vehicles-register', clientJwk: '{}' },
  reactions: {
    residentsEventKey: randomBytes(32).toString('base64url'),
    gatewayUrl: 'http://127.0.0.1:1',
    gatewayAudience: 'http://127.0.0.1:1',
  },
};

/**
 * The app as it is deployed but for the events of others, with a database of its own.
 * @param look at its settings
 */
export async function startVehicles(
  look: (config: VehiclesConfig) => void = () => undefined,
): Promise<RunningRegister> {
  const brokers = await testKafka();
  await createTopics(brokers, [{ topic: vehicles.topic }]);
  return RunningRegister.start({
    name: vehicles.name,
    scope: scopes.vehiclesOfficer,
    authority: 'zulassung-landeshauptstadt-hannover',
    module: (given) => {
      const config = { ...given, ...withoutGateway };
      look(config);
      return VehiclesModule.for(config);
    },
    migrations,
    kafkaBrokers: brokers.split(','),
  });
}
