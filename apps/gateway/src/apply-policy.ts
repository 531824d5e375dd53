import { readFileSync } from 'node:fs';
import { AuthoritiesConfig, MigrationConfig, program, readConfig, useAuthorities } from '#libs/service-kit';
import { loadEvidenceTypes } from './evidence-types/index.ts';
import { applyPolicy, mergedPolicy, PolicyUnusable, readPolicyFile } from './policy/index.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: apply-policy <policy.json>…, with MIGRATION_DATABASE_URL set.');
  process.exit(2);
}
await program(async () => {
  const blocks = { database: MigrationConfig, authorities: AuthoritiesConfig };
  const { database, authorities } = readConfig(blocks, process.env);
  useAuthorities(authorities);
  try {
    const policy = readPolicyFile(
      mergedPolicy(files.map((file): unknown => JSON.parse(readFileSync(file, 'utf8')))),
      loadEvidenceTypes(),
    );
    const { revision, changed } = await applyPolicy(database.migrationDatabaseUrl, policy);
    console.log(`gateway: policy revision ${revision} ${changed ? 'applied' : 'is already this policy'}`);
  } catch (error) {
    if (!(error instanceof PolicyUnusable)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
});
