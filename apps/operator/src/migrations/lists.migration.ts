import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Lists1796083200001 implements MigrationInterface {
  readonly name = 'Lists1796083200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(indexes);
    await runner.query(projectionCounts);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** One for each filter that a list offers, in the list's order, so that a page is read and not looked for. */
const indexes = `
  create index audit_by_actor on audit (actor, seq);
  create index dead_letter_by_group on dead_letter (consumer_group, number);
  create index dead_letter_by_topic on dead_letter (topic, number);
  create index dead_letter_by_type on dead_letter (type, number);
  create index dead_letter_by_cause on dead_letter (cause_code, number);
  create index dead_letter_by_state on dead_letter (state, number);
  create index dead_letter_by_time on dead_letter (parked_at);
  create index dead_letter_of_group on dead_letter (consumer_group, state, number);`;

/** Kept with the rows themselves: to count them anew takes the longer the more there are. */
const projectionCounts = `
  alter table projection_generation
    add column records bigint not null default 0,
    add column with_gaps bigint not null default 0,
    add column missing bigint not null default 0;
  update projection_generation g set records = c.records, with_gaps = c.with_gaps, missing = c.missing
  from (select generation, count(*) as records, count(*) filter (where missing > 0) as with_gaps,
    sum(missing) as missing from record_version group by generation) c
  where c.generation = g.id;
  drop index record_version_gaps;
  grant update (records, with_gaps, missing) on projection_generation to operator_app;`;
