import { RegisterConfig } from '#libs/register-kit';
import {
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  type readConfig,
  TokenConfig,
} from '#libs/service-kit';

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  database: DatabaseConfig,
  kafka: KafkaConfig,
  token: TokenConfig,
  register: RegisterConfig,
};

export type BusinessConfig = ReturnType<typeof readConfig<typeof configBlocks>>;
