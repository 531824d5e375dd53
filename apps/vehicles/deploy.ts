import { registers } from '#libs/contracts';
import { describeApp } from '../../deploy/description/description.ts';
import {
  callUrlIfOther,
  internalUrlOf,
  publicUrlOf,
  registerSources,
  secret,
  text,
} from '../../deploy/description/sources.ts';
import { vehiclesService } from './src/service-description.ts';

/** As the identity provider knows this register where it is itself a client. */
const client = 'vehicles-register';

export const vehicles = describeApp({
  program: 'vehicles',
  service: vehiclesService,
  register: { name: 'vehicles' },
  blocks: async () => (await import('./src/vehicles.config.ts')).configBlocks,
  module: async () => (await import('./src/vehicles.module.ts')).VehiclesModule,
  values: {
    // The sample is the central register (StVG §31(2)), in which registration offices record.
    ...registerSources('vehicles', 'Kraftfahrt-Bundesamt'),
    // It reacts to the residents' changes: it recognises its holders, and asks through the gateway.
    residentsEventKey: secret('event-pseudonym-key/residents'),
    gatewayUrl: internalUrlOf('gateway'),
    gatewayAudience: publicUrlOf('gateway'),
    clientId: text(client),
    clientJwk: secret(`client-jwk/${client}`),
    tokenCallUrl: callUrlIfOther('identity', '/token'),
  },
  port: registers.vehicles.port,
  resources: { memory: { request: 176, limit: 512 }, cpu: { request: 0.1 } },
  // As any register; Kafka shares the partitions out among its consumers.
  processes: 'any',
});
