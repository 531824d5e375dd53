import { describeApp } from '../../deploy/description/description.ts';
import {
  ownDoorAndDatabase,
  ownKafkaLogin,
  registerProcesses,
  sameMachine,
  secret,
  tokensOfIdentity,
} from '../../deploy/description/sources.ts';
import { gatewayService } from './src/service-description.ts';

export const gateway = describeApp({
  program: 'gateway',
  service: gatewayService,
  blocks: async () => (await import('./src/gateway.config.ts')).configBlocks,
  values: {
    ...ownDoorAndDatabase,
    ...tokensOfIdentity,
    ...ownKafkaLogin,
    registers: registerProcesses('called'),
    permitSigningJwk: secret('permit-signing-jwk'),
    citizenPseudonymKey: secret('citizen-pseudonym-key'),
    subjectPseudonymKey: secret('subject-pseudonym-key'),
    eventPseudonymKeys: secret('event-pseudonym-keys'),
    webhookSecretKey: secret('webhook-secret-key'),
    // Receivers of a demonstration run beside it.
    webhookLoopback: sameMachine('allow'),
  },
  port: 8080,
  resources: { memory: { request: 192, limit: 768 }, cpu: { request: 0.25 } },
  isBusy: true,
  // They lease webhooks and portions of the upkeep from the database, and hold no state of their own.
  processes: 'any',
});
