import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Background, createUpkeepPool, retentionPeriodsMigration, Upkeep } from '#libs/service-kit';
import {
  calls,
  databaseConfig,
  describePlans,
  PLANS_MS,
  QueryPlans,
  tasks,
  type TestDatabase,
  testDatabase,
} from '#libs/test-kit';
import { inboxCorrectionsMigration } from './inbox-corrections.migration.ts';
import { inboxMigration } from './inbox.migration.ts';
import {
  announcedSql,
  discardSql,
  nextParkedSql,
  parkedCountSql,
  toCorrectSql,
  unannouncedSql,
} from './inbox.sql.ts';
import { InboxStore } from './inbox.store.ts';
import { inboxSweepMigrations } from './inbox-sweeps.migration.ts';
import { inboxUpkeepMigrations } from './inbox-upkeep.migration.ts';
import { keepInbox } from './inbox-upkeep.ts';
import type { ReceivedEvent } from './received.ts';

const ROWS = 100_000;
/** Events that share a transaction, and changes that are announced at a time. */
const BATCH = 200;
const GROUP = 'inbox.plans';
const role = 'inbox_app';
const keep = { keep: '30 days', basis: 'test' };
const migrations = [
  inboxMigration(role),
  retentionPeriodsMigration(role, [
    { kind: 'inbox-event', ...keep },
    { kind: 'parked-event', ...keep },
  ]),
  ...inboxUpkeepMigrations(role),
  ...inboxSweepMigrations,
  inboxCorrectionsMigration(role),
];

/** One of ten is parked, the others are settled; some of all are due. The newest are of one key. */
const fill = `
  insert into inbox_event (consumer_group, event_id, handled_at)
  select '${GROUP}', n, now() - make_interval(days => case when n <= 6000 then 31 else 1 end)
  from generate_series(1, ${ROWS}) n;
  insert into inbox_parked (consumer_group, event_id, key, type, topic, "partition", "offset", origin, payload, cause_code,
    cause, attempts, blocks_key, state, changed_at, announced_at)
  select '${GROUP}', n, case when n > 70000 then 'long' else 'k-' || n end, '', '', 0, n, '', '', '', '', 1, true,
    case when n % 10 = 0 then 'PARKED' else 'REDRIVEN' end, at, at
  from generate_series(1, ${ROWS}) n,
    lateral (select now() - make_interval(days => case when n <= 6000 then 31 else 1 end) as at) changed`;

let sent = 0;
const anEvent = (): ReceivedEvent => {
  const id = `event ${(sent += 1)}`;
  return {
    key: `key ${sent}`,
    id,
    type: 't',
    topic: 't',
    partition: 0,
    offset: '0',
    payload: Buffer.alloc(0),
  };
};

describe('the statements of the inbox', () => {
  let database: TestDatabase;
  let source: DataSource;
  let pool: Pool;
  let upkeep: Upkeep;
  let plans: QueryPlans;

  beforeAll(async () => {
    database = await testDatabase({ app: 'inbox', migrations });
    const url = database.appUrl;
    source = await new DataSource({ type: 'postgres', url, applicationName: 'inbox' }).initialize();
    pool = createUpkeepPool(databaseConfig(url), 'inbox-upkeep');
    upkeep = new Upkeep(pool, new Background());
    keepInbox(upkeep);
    plans = await QueryPlans.watch(database, 'inbox', fill);
  }, PLANS_MS);
  afterAll(async () => {
    await plans.close();
    await Promise.all([source.destroy(), pool.end()]);
    await database.drop();
  });

  const works = () => {
    const store = new InboxStore(source, GROUP);
    const done = async (work: Promise<unknown>): Promise<number> => (await work, 200);
    const handle = () => Promise.resolve('remember' as const);
    const together = { handle, before: () => Promise.resolve(), isAbandoned: () => false };
    const cause = { code: 'handler-failed' as const, text: '', attempts: 1 };
    return [
      ...calls(BATCH, {
        'an event': () => done(store.handleOnce(anEvent(), handle)),
        'events together': () => done(store.handleTogether(Array.from({ length: BATCH }, anEvent), together)),
        'a fault': () => done(store.park(anEvent(), cause)),
        'keys that are parked': () => done(store.parkedKeys(['k-10', 'k-11'])),
        'the next of a key': () => done(store.query(nextParkedSql, [GROUP, 'k-10', 0, null])),
        'the next of a long key': () => done(store.query(nextParkedSql, [GROUP, 'long', 0, null])),
        'a discard': () => done(store.query(discardSql, [GROUP, 'k-11', ['11'], ''])),
        'one to correct': () => done(store.query(toCorrectSql, [GROUP, '12', '', 'k-12', null])),
        'what is not announced': () => done(store.query(unannouncedSql, [GROUP, BATCH])),
        'what was announced': () => done(store.query(announcedSql, [[1], [new Date()]])),
      }),
      ...calls(11_000, { 'how many are parked': () => done(store.query(parkedCountSql, [GROUP])) }),
      ...tasks(upkeep),
    ];
  };

  describePlans(() => plans, works);
});
