import { DatabaseConfig, HttpConfig, LogConfig, readConfig } from '#libs/service-kit';

import { IdentityConfig } from './identity.config.ts';
import { startIdentity } from './start-identity.ts';

await startIdentity(
  readConfig(
    { http: HttpConfig, log: LogConfig, database: DatabaseConfig, identity: IdentityConfig },
    process.env,
  ),
);
