import { program, readConfig, requireSchema, useAuthorities } from '#libs/service-kit';

import { configBlocks } from './identity.config.ts';
import { migrations } from './migrations.ts';
import { startIdentity } from './start-identity.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await requireSchema(config.database, migrations);
  await startIdentity(config);
});
