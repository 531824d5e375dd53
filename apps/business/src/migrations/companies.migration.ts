import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Companies1767225400000 implements MigrationInterface {
  readonly name = 'Companies1767225400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table companies (
        id uuid primary key,
        version int not null,
        origins jsonb not null,
        concerns text[] not null,
        recorded_at timestamptz not null,
        effective_on date not null,
        first_euid text not null constraint companies_first_euid unique,
        euid text not null constraint companies_euid unique,
        former_euids jsonb not null,
        successor jsonb,
        widnr text,
        lei text,
        legal_name text not null,
        previous_names jsonb not null,
        administrative_name text,
        legal_form text,
        seat jsonb not null,
        business_address jsonb,
        administrative_address jsonb,
        main_activity text,
        register jsonb not null,
        accident_insurance_number text,
        establishment_numbers jsonb not null,
        representation_rule text,
        officers jsonb not null,
        proxies jsonb not null,
        purpose text,
        capital text,
        articles_date date,
        limited_partners jsonb not null,
        status text not null,
        status_events jsonb not null,
        entries jsonb not null,
        ended_on date,
        source jsonb
      );
      -- jsonb null is not SQL null: a value that ended must be the latter.
      alter table companies add check (successor <> 'null' and business_address <> 'null'
        and administrative_address <> 'null' and source <> 'null');
      -- Not unique: sources may contradict each other and are kept side by side (UBRegV §2).
      create index companies_widnr on companies (widnr);
      create index companies_lei on companies (lei);
      grant select, insert, update on companies to business_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
