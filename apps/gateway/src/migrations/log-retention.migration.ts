import {
  logIdsMigration,
  type PartitionedLogs,
  partitionedLogsMigrations,
  retentionPeriodsMigration,
} from '#libs/service-kit';

const appRole = 'gateway_app';
const kind = 'lookup';

/** As the notices promise it (`data/notices.json`). Prefix of an evidence type is its register; law-review A7, A8. */
const periods = [
  { kind, part: 'residents', keep: '2 years', basis: 'IDNrG §9(3)' },
  { kind, part: 'residents-without-idnr', keep: '1 year', basis: 'BMG §40(5)' },
  { kind, part: 'vehicles', keep: '6 months', basis: 'StVG §36(6)' },
  { kind, part: 'business', keep: '4 years', fromYearEnd: true, basis: 'HRV §53(3)' },
  { kind: 'inbox-event', keep: '30 days', basis: 'no topic keeps an event for longer' },
  {
    kind: 'parked-event',
    keep: '90 days',
    basis: 'after it was redriven or discarded: what operators look into',
  },
];

export const periodMigration = retentionPeriodsMigration(appRole, periods);

const tables = [
  { name: 'decision', id: 'id', rights: 'select, insert' },
  { name: 'outcome', id: 'decision_id', rights: 'select, insert' },
  { name: 'concern', id: 'decision_id', rights: 'select, insert', needsIndex: true },
];

export const idsMigration = logIdsMigration(tables);

/** As the log was partitioned: what is no resident's and no vehicle's was the companies'. */
export const lookupLogs: PartitionedLogs = {
  kind,
  appRole,
  tables,
  parts: [
    {
      part: 'residents',
      matches: `evidence_type like 'residents.%' and citizen is not null`,
      shortest: '2 years',
    },
    {
      part: 'residents-without-idnr',
      matches: `evidence_type like 'residents.%' and citizen is null`,
      shortest: '1 year',
    },
    { part: 'vehicles', matches: `evidence_type like 'vehicles.%'`, shortest: '6 months' },
    {
      part: 'business',
      matches: `evidence_type not like 'residents.%' and evidence_type not like 'vehicles.%'`,
      shortest: '4 years',
      fromYearEnd: true,
    },
  ],
};

export const logMigrations = partitionedLogsMigrations(lookupLogs);
