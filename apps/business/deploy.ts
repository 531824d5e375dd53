import { registers } from '#libs/contracts';
import { describeApp } from '../../deploy/description/description.ts';
import { registerSources } from '../../deploy/description/sources.ts';
import { businessService } from './src/service-description.ts';

export const business = describeApp({
  program: 'business',
  service: businessService,
  register: { name: 'business' },
  blocks: async () => (await import('#libs/register-kit')).registerBlocks,
  module: async () => (await import('./src/business.module.ts')).BusinessModule,
  values: registerSources('business', 'Amtsgericht Hannover, Registergericht'),
  port: registers.business.port,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // One of them leads the relay, by a lock of the database; the others stand by and answer.
  processes: 'any',
});
