import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long records of one kind are kept. */
export interface RetentionPeriod {
  readonly kind: string;
  /** Which of them, where not all are kept alike. */
  readonly part?: string;
  /** A PostgreSQL interval. */
  readonly keep: string;
  /** Counted from the end of the calendar year. */
  readonly fromYearEnd?: boolean;
  /** By which rule: an article, or what it is needed for. */
  readonly basis: string;
}

const roleName = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Migration of the table of retention periods. The app role reads it; an operator changes a period as the migrator role.
 * Where a law sets the shortest one, the function that removes knows it, whatever stands here.
 */
export function retentionPeriodsMigration(
  appRole: string,
  periods: readonly RetentionPeriod[],
): new () => MigrationInterface {
  if (!roleName.test(appRole)) throw new TypeError('The app role of an upkeep is a plain lower-case name.');
  return class RetentionPeriods1796000000000 implements MigrationInterface {
    readonly name = 'RetentionPeriods1796000000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(periodsSql);
      await runner.query(`grant select on retention_period to ${appRole}`);
      for (const { kind, part = '', keep, fromYearEnd = false, basis } of periods)
        await runner.query(
          'insert into retention_period (kind, part, keep, from_year_end, basis) values ($1, $2, $3, $4, $5)',
          [kind, part, keep, fromYearEnd, basis],
        );
    }

    down(): Promise<void> {
      return Promise.reject(new Error('Migrations go forward only.'));
    }
  };
}

const periodsSql = `
create table retention_period (
  kind text not null,
  part text not null default '',
  keep interval not null check (keep >= interval '0'),
  from_year_end boolean not null default false,
  basis text not null,
  primary key (kind, part)
);

create function kept_for(period interval, from_year_end boolean) returns timestamptz
language sql stable set search_path = public, pg_temp
return case when from_year_end then date_trunc('year', now(), 'Europe/Berlin') else now() end - period;

-- Whatever was recorded before this instant has been kept long enough: by the setting and by the law. Null without a setting.
create function kept_until(of_kind text, of_part text, shortest interval, shortest_from_year_end boolean)
returns timestamptz language sql stable set search_path = public, pg_temp
return (
  select least(kept_for(keep, from_year_end), kept_for(shortest, shortest_from_year_end))
  from retention_period where kind = of_kind and part = of_part);
`;
