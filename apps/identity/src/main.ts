import { program, readConfig } from '#libs/service-kit';

import { configBlocks } from './identity.config.ts';
import { startIdentity } from './start-identity.ts';

await program(async () => {
  await startIdentity(readConfig(configBlocks, process.env));
});
