import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Residents1767225400000 implements MigrationInterface {
  readonly name = 'Residents1767225400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table residents (
        id uuid primary key,
        version int not null,
        origins jsonb not null,
        concerns text[] not null,
        recorded_at timestamptz not null,
        effective_on date not null,
        idnr text not null constraint residents_idnr unique,
        family_name text not null,
        married_name text,
        partnership_name text,
        birth_name text,
        former_family_names jsonb not null,
        given_names text not null,
        call_name text,
        former_given_names jsonb not null,
        name_change jsonb,
        doctoral_degree text,
        religious_name text,
        artist_name text,
        birth_date text not null,
        birth_place text,
        birth_country text,
        gender text not null,
        nationalities jsonb not null,
        addresses jsonb not null,
        arrived_from_country text,
        abroad_address text,
        marital_status text,
        marital_status_since date,
        marital_status_ended_on date,
        marriage_place text,
        spouse jsonb,
        minor_children jsonb not null,
        legal_representatives jsonb not null,
        identity_documents jsonb not null,
        locks jsonb not null,
        information_locked_until date,
        conditional_lock boolean not null,
        former_names_sealed boolean not null,
        death_date text,
        death_place text,
        death_country text
      );
      -- jsonb null is not SQL null: a value that ended must be the latter.
      alter table residents add check (name_change <> 'null' and spouse <> 'null');
      grant select, insert, update on residents to residents_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
