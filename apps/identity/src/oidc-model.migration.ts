import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OidcModel1760000000000 implements MigrationInterface {
  readonly name = 'OidcModel1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table oidc_model (
        model text not null,
        id text not null,
        payload jsonb not null,
        grant_id text,
        uid text,
        consumed_at timestamptz,
        expires_at timestamptz,
        primary key (model, id)
      )`);
    await runner.query(
      'create index oidc_model_grant_id on oidc_model (grant_id) where grant_id is not null',
    );
    await runner.query('create index oidc_model_uid on oidc_model (uid) where uid is not null');
    await runner.query('create index oidc_model_expires_at on oidc_model (expires_at)');
    await runner.query('grant select, insert, update, delete on oidc_model to identity_app');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
