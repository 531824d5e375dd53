import { MigrationConfig, program, readConfig, suspend } from '#libs/service-kit';

await program(async () => {
  const { migration } = readConfig({ migration: MigrationConfig }, process.env);
  const done = await suspend(migration.migrationDatabaseUrl, process.argv.slice(2));
  process.stdout.write(`procedures: ${done}\n`);
});
