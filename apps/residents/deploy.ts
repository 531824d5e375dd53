import { registers } from '#libs/contracts';
import { describeApp } from '../../deploy/description/description.ts';
import { registerSources } from '../../deploy/description/sources.ts';
import { residentsService } from './src/service-description.ts';

const program = {
  program: 'residents',
  service: residentsService,
  blocks: async () => (await import('#libs/register-kit')).registerBlocks,
  module: async () => (await import('./src/residents.module.ts')).ResidentsModule,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // One of them leads the relay, by a lock of the database; the others stand by and answer.
  processes: 'any',
} as const;

export const residents = describeApp({
  ...program,
  register: { name: 'residents' },
  values: registerSources('residents', 'Landeshauptstadt Hannover, Meldebehörde'),
  port: registers.residents.port,
});

/** A town that keeps its own part of the register, with a database and an account at Kafka of its own. */
export const residentsGoettingen = describeApp({
  ...program,
  register: { name: 'residents', authorities: ['meldebehoerde-goettingen'] },
  values: registerSources('residents', 'Stadt Göttingen, Meldebehörde'),
  port: 8087,
});
