import { decision, outcomes } from './due-rows.sql.ts';

/** The database of one app through forty days. */
export interface DaysState {
  /** What is there on the first day: old enough to be due on one of those to come. */
  readonly fill: readonly string[];
  /** Statements that answer 0 as `found` when all is as it should be. */
  readonly checks: Readonly<Record<string, string>>;
}

const aged = `uuidv7(-make_interval(days => 140 + n % 60))`;
const oldInbox = `insert into inbox_event (consumer_group, event_id, handled_at)
  select 'g', gen_random_uuid()::text, now() - make_interval(days => n % 30) from generate_series(1, 30000) n`;

const monthsAhead = (log: string): string => `select (3 - count(*))::int as found from log_partition
  where log = '${log}' and ends_at > now() + interval '1 month' and ends_at < now() + interval '4 months 5 days'`;
const rowsOf = (table: string, where = 'true'): string =>
  `select count(*)::int as found from ${table} where ${where}`;

const inbox = {
  'events remembered for too long': rowsOf('inbox_event', `handled_at < now() - interval '31 days'`),
};
const proofs = {
  'spent proofs kept for too long': rowsOf('dpop_proof', `expires_at < now() - interval '1 hour'`),
};

const register = {
  'events in the default partition': rowsOf('outbox_default'),
  'days that are missing ahead': `select (14 - count(*))::int as found from pg_inherits
    where inhparent = 'outbox'::regclass and inhrelid <> 'outbox_default'::regclass
      and inhrelid::regclass::text > 'outbox_' || to_char(now() at time zone 'UTC', 'YYYYMMDD')`,
  'days kept for too long': `select count(*)::int as found
    from outbox_days_before((now() at time zone 'UTC')::date - 14)`,
  'disclosures in the default partition': rowsOf('disclosure_log_default'),
  'months that are missing ahead': monthsAhead('disclosure_log'),
  ...proofs,
};

export const daysStates = {
  gateway: {
    fill: [
      `${decision(aged, 'n', 'vehicles.parking-permit.v1')} from generate_series(1, 60000) n`,
      ...outcomes,
      oldInbox,
    ],
    checks: {
      'months that are missing ahead': monthsAhead('decision'),
      'decisions in the default partition': rowsOf('decision_default'),
      'outcomes in the default partition': rowsOf('outcome_default'),
      'concerns in the default partition': rowsOf('concern_default'),
      'decisions kept for too long': rowsOf(
        'decision',
        `evidence_type like 'vehicles.%' and id < first_id_at(now() - interval '6 months 1 day')`,
      ),
      'outcomes without a decision': rowsOf(
        'outcome',
        'not exists (select from decision where id = decision_id)',
      ),
      'ends open for more than a minute': rowsOf(
        'decision',
        `permitted and id < first_id_at(now() - interval '1 minute')
          and not exists (select from outcome where decision_id = id)`,
      ),
      'feed entries kept for too long': rowsOf('feed_entry', `appended_at < now() - interval '31 days'`),
      ...inbox,
      ...proofs,
    },
  },
  residents: { fill: [], checks: register },
  vehicles: {
    fill: [
      `insert into disclosure_log (decision_id, authority, purpose, evidence_type, subject_kind, fields, outcome)
       select ${aged}, 'a', 'p', 'vehicles.parking-permit.v1', 'plate', 'plate', 'EVIDENCE'
       from generate_series(1, 60000) n`,
      oldInbox,
    ],
    checks: {
      ...register,
      'disclosures kept for too long': rowsOf(
        'disclosure_log',
        `decision_id < first_id_at(now() - interval '6 months 1 day')`,
      ),
      ...inbox,
    },
  },
} as const satisfies Record<string, DaysState>;
