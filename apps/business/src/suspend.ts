import { MigrationConfig, readConfig, suspend } from '#libs/service-kit';

const { migration } = readConfig({ migration: MigrationConfig }, process.env);
const done = await suspend(migration.migrationDatabaseUrl, process.argv.slice(2));
process.stdout.write(`business: ${done}\n`);
