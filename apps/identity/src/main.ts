import { prepare, program, readConfig, useAuthorities } from '#libs/service-kit';

import { configBlocks } from './identity.config.ts';
import { migrations } from './migrations.ts';
import { identityService } from './service-description.ts';
import { startIdentity } from './start-identity.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await prepare(identityService, config, migrations);
  await startIdentity(config);
});
