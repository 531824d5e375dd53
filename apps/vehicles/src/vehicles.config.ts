import { RegisterConfig } from '#libs/register-kit';
import {
  ClientConfig,
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  type readConfig,
  TokenConfig,
} from '#libs/service-kit';
import { ReactionsConfig } from './reactions/reactions.config.ts';

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  database: DatabaseConfig,
  kafka: KafkaConfig,
  token: TokenConfig,
  register: RegisterConfig,
  client: ClientConfig,
  reactions: ReactionsConfig,
};

export type VehiclesConfig = ReturnType<typeof readConfig<typeof configBlocks>>;
