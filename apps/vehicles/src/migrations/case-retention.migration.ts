import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CaseRetention1767312200000 implements MigrationInterface {
  readonly name = 'CaseRetention1767312200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(retention);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * The office keeps what it no longer needs for one year (as FZV §73(1) has it for its register). The app role has no
 * right to delete cases or acts; it may only have this function remove what is old.
 */
const retention = `
  create index cases_closed on cases (closed_at) where state = 'CLOSED';
  create function forget_old_cases(most int) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare old uuid[];
  begin
    old := array(
      select id from cases where state = 'CLOSED' and closed_at < now() - interval '1 year'
      order by closed_at limit most for update skip locked);
    delete from case_acts where case_id = any(old);
    delete from cases where id = any(old);
    return cardinality(old);
  end $$;
  revoke all on function forget_old_cases(int) from public;
  grant execute on function forget_old_cases(int) to vehicles_app;`;
