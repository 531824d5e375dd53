import { prepare, program, readConfig } from '#libs/service-kit';
import { migrations } from './migrations/index.ts';
import { configBlocks } from './portal.config.ts';
import { portalService } from './service-description.ts';
import { startPortal } from './start-portal.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  await prepare(portalService, config, migrations);
  await startPortal(config);
});
