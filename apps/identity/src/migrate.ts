import { MigrationConfig, program, readConfig, runMigrations } from '#libs/service-kit';

import { migrations } from './migrations.ts';

await program(async () => {
  const { database } = readConfig({ database: MigrationConfig }, process.env);
  const done = await runMigrations(database.migrationDatabaseUrl, migrations);
  process.stdout.write(
    done.length === 0 ? 'identity: schema is up to date\n' : `identity: ran ${done.join(', ')}\n`,
  );
});
