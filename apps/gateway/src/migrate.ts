import { MigrationConfig, program, readConfig, runMigrations } from '#libs/service-kit';
import { gatewayMigrations } from './migrations/index.ts';

await program(async () => {
  const { database } = readConfig({ database: MigrationConfig }, process.env);
  const done = await runMigrations(database.migrationDatabaseUrl, gatewayMigrations);
  console.log(done.length === 0 ? 'gateway: the database is up to date' : `gateway: ran ${done.join(', ')}`);
});
