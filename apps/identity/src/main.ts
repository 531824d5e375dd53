import { program, readConfig, useAuthorities } from '#libs/service-kit';

import { configBlocks } from './identity.config.ts';
import { startIdentity } from './start-identity.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  useAuthorities(config.authorities);
  await startIdentity(config);
});
