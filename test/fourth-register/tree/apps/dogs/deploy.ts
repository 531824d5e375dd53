import { registers } from '#libs/contracts';
import { describeApp } from '../../deploy/description/description.ts';
import { registerSources } from '../../deploy/description/sources.ts';
import { dogsService } from './src/service-description.ts';

export const dogs = describeApp({
  program: 'dogs',
  service: dogsService,
  register: { name: 'dogs' },
  blocks: async () => (await import('#libs/register-kit')).registerBlocks,
  module: async () => (await import('./src/dogs.module.ts')).DogsModule,
  values: registerSources('dogs', 'Landeshauptstadt Hannover, Steueramt'),
  port: registers.dogs.port,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // One of them leads the relay, by a lock of the database; the others stand by and answer.
  processes: 'any',
});
