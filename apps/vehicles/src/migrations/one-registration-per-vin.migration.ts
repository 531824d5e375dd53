import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OneRegistrationPerVin1795830000000 implements MigrationInterface {
  readonly name = 'OneRegistrationPerVin1795830000000';

  /**
   * A vehicle is registered to one holder at a time (FZV §15(5)), so its number names one current registration. Numbers
   * from before ISO 3779 were each maker's own: among them the make counts too. Registrations that share a number
   * already stay as they are, marked and answered neutrally (ambiguous) until an officer settles them; only the latest
   * of them is left out of the mark, so that no further one can join.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table vehicles add vin_doubled boolean not null default false;
      with current as (
        select id, row_number() over (
          partition by vin, case when length(vin) = 17 then '' else upper(make) end
          order by recorded_at desc, id desc) as place
        from vehicles where deregistered_on is null)
      update vehicles v set vin_doubled = true from current c where c.id = v.id and c.place > 1;
      create unique index vehicles_vin on vehicles (vin, (case when length(vin) = 17 then '' else upper(make) end))
        where deregistered_on is null and not vin_doubled;
    `);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
