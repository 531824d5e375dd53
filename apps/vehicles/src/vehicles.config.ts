import { registerBlocks } from '#libs/register-kit';
import { ClientConfig, type readConfig } from '#libs/service-kit';
import { ReactionsConfig } from './reactions/reactions.config.ts';

/** Everything this app reads from its environment: it also asks the gateway, and reacts to other registers. */
export const configBlocks = { ...registerBlocks, client: ClientConfig, reactions: ReactionsConfig };

export type VehiclesConfig = Omit<
  ReturnType<typeof readConfig<typeof configBlocks>>,
  'authorities' | 'tracing'
>;
