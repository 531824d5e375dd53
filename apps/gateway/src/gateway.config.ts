import {
  AuthoritiesConfig,
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  type readConfig,
  TokenConfig,
  TracingConfig,
} from '#libs/service-kit';
import { FollowingConfig } from './following/index.ts';
import { FormsConfig } from './prefill/index.ts';
import { RegistersConfig } from './registers/index.ts';
import { SubjectsConfig } from './subjects/index.ts';
import { WebhookConfig } from '#libs/webhooks';

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  token: TokenConfig,
  kafka: KafkaConfig,
  subjects: SubjectsConfig,
  registers: RegistersConfig,
  following: FollowingConfig,
  webhooks: WebhookConfig,
  forms: FormsConfig,
  authorities: AuthoritiesConfig,
};

export type GatewayConfig = ReturnType<typeof readConfig<typeof configBlocks>>;
