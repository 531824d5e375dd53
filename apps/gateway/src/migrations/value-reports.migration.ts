import { migrationOf } from '#libs/service-kit';

/** Reports to registers are handed over and asked about by the gateway: those first that it asked about longest ago. */
export const valueReportsMigration = migrationOf('ValueReports1797133000030', [
  `alter table report add column asked_at timestamptz not null default '-infinity'`,
  `create index report_to_register on report (asked_at) where about = 'VALUE' and state <> 'CLOSED'`,
  'grant update (asked_at) on report to gateway_app',
]);
