import {
  AuthoritiesConfig,
  DatabaseConfig,
  HttpConfig,
  LogConfig,
  type readConfig,
  TokenConfig,
  TracingConfig,
} from '#libs/service-kit';
import { WebhookConfig } from '#libs/webhooks';
import { AuthorityClientsConfig } from './authorities/index.ts';
import { FormsConfig } from './forms/index.ts';
import { SealingConfig } from './sealing/index.ts';

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  token: TokenConfig,
  clients: AuthorityClientsConfig,
  forms: FormsConfig,
  sealing: SealingConfig,
  webhooks: WebhookConfig,
  authorities: AuthoritiesConfig,
};

export type ProceduresConfig = Omit<
  ReturnType<typeof readConfig<typeof configBlocks>>,
  'authorities' | 'tracing'
>;
