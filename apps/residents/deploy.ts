import { describeApp } from '../../deploy/description/description.ts';
import { registerSources } from '../../deploy/description/sources.ts';
import { residentsService } from './src/service-description.ts';

export const residents = describeApp({
  service: residentsService,
  register: { name: 'residents' },
  blocks: async () => (await import('#libs/register-kit')).registerBlocks,
  values: registerSources('residents', 'Landeshauptstadt Hannover, Meldebehörde'),
  port: 8081,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // One of them leads the relay, by a lock of the database; the others stand by and answer.
  processes: 'any',
});
