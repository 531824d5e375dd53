import { program, readConfig } from '#libs/service-kit';
import { configBlocks } from './portal.config.ts';
import { startPortal } from './start-portal.ts';

await program(async () => {
  await startPortal(readConfig(configBlocks, process.env));
});
