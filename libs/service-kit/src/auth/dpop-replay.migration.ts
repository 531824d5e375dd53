import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Migration of the table of spent DPoP proofs; the app may add and tidy, not alter a row. */
export function authMigration(appRole: string): new () => MigrationInterface {
  if (!/^[a-z_]+$/.test(appRole))
    throw new Error('A role name of lower case letters and underscores is needed.');
  return class DpopProof1760000000000 implements MigrationInterface {
    readonly name = 'DpopProof1760000000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create table dpop_proof (
          jkt text not null,
          jti text not null,
          expires_at timestamptz not null,
          primary key (jkt, jti)
        )`);
      await runner.query('create index dpop_proof_expires_at on dpop_proof (expires_at)');
      await runner.query(`grant select, insert, delete on dpop_proof to ${appRole}`);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
}
