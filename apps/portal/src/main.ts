import { program, readConfig, requireSchema } from '#libs/service-kit';
import { migrations } from './migrations/index.ts';
import { configBlocks } from './portal.config.ts';
import { startPortal } from './start-portal.ts';

await program(async () => {
  const config = readConfig(configBlocks, process.env);
  await requireSchema(config.database, migrations);
  await startPortal(config);
});
