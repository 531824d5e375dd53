import { registers } from '#libs/contracts';
import { describeApp } from '../../deploy/description/description.ts';
import {
  callUrlIfOther,
  registerProcesses,
  registerSources,
  secret,
  text,
} from '../../deploy/description/sources.ts';
import { residentsService } from './src/service-description.ts';

const program = {
  program: 'residents',
  service: residentsService,
  blocks: async () => (await import('./src/residents.config.ts')).configBlocks,
  module: async () => (await import('./src/residents.module.ts')).ResidentsModule,
  resources: { memory: { request: 160, limit: 512 }, cpu: { request: 0.1 } },
  // One of them leads the relay, by a lock of the database; the others stand by and answer.
  processes: 'any',
} as const;

/** As other registers and the identity provider know an app where it is itself a client, and its consumer group. */
const asClient = (app: string) => ({
  registers: registerProcesses('siblings'),
  movesGroup: text(`${app}.moves`),
  clientId: text(`${app}-register`),
  clientJwk: secret(`client-jwk/${app}-register`),
  tokenCallUrl: callUrlIfOther('identity', '/token'),
});

export const residents = describeApp({
  ...program,
  register: { name: 'residents', client: 'residents-register' },
  values: {
    ...registerSources('residents', 'Landeshauptstadt Hannover, Meldebehörde'),
    ...asClient('residents'),
  },
  port: registers.residents.port,
});

/** A town that keeps its own part of the register, with a database and an account at Kafka of its own. */
export const residentsGoettingen = describeApp({
  ...program,
  register: {
    name: 'residents',
    client: 'residents-goettingen-register',
    authorities: ['meldebehoerde-goettingen'],
  },
  values: {
    ...registerSources('residents', 'Stadt Göttingen, Meldebehörde'),
    registerAuthorities: text('meldebehoerde-goettingen'),
    ...asClient('residents-goettingen'),
  },
  port: 8087,
});
