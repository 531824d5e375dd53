import { MigrationConfig, program, readConfig, runMigrations } from '#libs/service-kit';
import { migrations } from './migrations/index.ts';

await program(async () => {
  const { migration } = readConfig({ migration: MigrationConfig }, process.env);
  const done = await runMigrations(migration.migrationDatabaseUrl, migrations);
  process.stdout.write(done.map((name) => `portal: ${name}\n`).join('') || 'portal: nothing to migrate\n');
});
