import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of many subjects hold a vehicle, for events that arrive in numbers; `vehicles_held_by` says which vehicles. */
export class VehiclesHolding1796010000000 implements MigrationInterface {
  readonly name = 'VehiclesHolding1796010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Plans as in vehicles_held_by: no scan of the table, whatever statistics say. A row with a citizen has yet to be
      -- compared.
      create function vehicles_holding(subjects text[]) returns table (subject text, citizen text)
      language sql stable set enable_seqscan = off set enable_bitmapscan = off as $$
        select distinct holder_subject, null
        from vehicles where holder_subject = any($1) and deregistered_on is null
        union all
        select null, concerns[1]
        from vehicles where holder_subject is null and concerns <> '{}' and deregistered_on is null
      $$`);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
