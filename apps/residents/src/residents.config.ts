import { registerBlocks } from '#libs/register-kit';
import { ClientConfig, type readConfig } from '#libs/service-kit';
import { MovesConfig } from './moves/moves.config.ts';

/** Everything this app reads from its environment: it also gives feedback to the registers of other authorities. */
export const configBlocks = { ...registerBlocks, client: ClientConfig, moves: MovesConfig };

export type ResidentsConfig = Omit<
  ReturnType<typeof readConfig<typeof configBlocks>>,
  'authorities' | 'tracing'
>;
