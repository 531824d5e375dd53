import { describeApp } from '../../deploy/description/description.ts';
import {
  folder,
  ownDoorAndDatabase,
  ownKafkaLogin,
  registerProcesses,
  secret,
  tokensOfIdentity,
} from '../../deploy/description/sources.ts';
import { operatorService } from './src/service-description.ts';

/**
 * A replay turns over buffers of megabytes. glibc would learn from the first one to keep them, among small ones that live
 * on; its first threshold as a setting holds it to giving them back (mallopt(3), M_MMAP_THRESHOLD; ADR 0034).
 */
const buffersGivenBack = { MALLOC_MMAP_THRESHOLD_: `${128 * 1024}` };

export const operator = describeApp({
  program: 'operator',
  service: operatorService,
  blocks: async () => (await import('./src/operator.config.ts')).configBlocks,
  values: {
    ...ownDoorAndDatabase,
    ...tokensOfIdentity,
    ...ownKafkaLogin,
    registers: registerProcesses('watched'),
    replayFolder: folder('replays'),
    reportSigningJwk: secret('report-signing-jwk'),
  },
  environment: buffersGivenBack,
  port: 8084,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  processes: { one: 'what a replay sets aside lies in its folder, where another process would not find it' },
});
