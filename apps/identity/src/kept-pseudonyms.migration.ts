import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No number, and no account but under a keyed name. */
export class KeptPseudonyms1797131000000 implements MigrationInterface {
  readonly name = 'KeptPseudonyms1797131000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table kept_pseudonym (
        account text not null,
        acr text not null check (acr in ('low', 'substantial', 'high')),
        pseudonym text not null,
        used_at timestamptz not null default now(),
        primary key (account, acr)
      )`);
    await runner.query('create index kept_pseudonym_used_at on kept_pseudonym (used_at)');
    await runner.query('grant select, insert, update, delete on kept_pseudonym to identity_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
