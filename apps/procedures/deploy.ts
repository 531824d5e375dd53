import { describeApp } from '../../deploy/description/description.ts';
import {
  callUrlIfOther,
  internalUrlOf,
  ownDoorAndDatabase,
  publicUrlOf,
  sameMachine,
  secret,
  tokensOfIdentity,
} from '../../deploy/description/sources.ts';
import { proceduresService } from './src/service-description.ts';

export const procedures = describeApp({
  program: 'procedures',
  service: proceduresService,
  blocks: async () => (await import('./src/procedures.config.ts')).configBlocks,
  values: {
    ...ownDoorAndDatabase,
    ...tokensOfIdentity,
    gatewayUrl: internalUrlOf('gateway'),
    gatewayAudience: publicUrlOf('gateway'),
    authorityClients: secret('authority-clients'),
    tokenCallUrl: callUrlIfOther('identity', '/token'),
    contentKeys: secret('content-keys'),
    webhookSecretKey: secret('webhook-secret-key'),
    // Receivers of a demonstration run beside it.
    webhookLoopback: sameMachine('allow'),
  },
  port: 8091,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // They lease submissions and webhooks from the database.
  processes: 'any',
});
