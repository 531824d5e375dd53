import pg from 'pg';
import { lockKeys } from '#libs/service-kit';
import { eventually } from './eventually.ts';
import { LoggedPlans } from './logged-plans.ts';
import { faultsIn, indexesIn, type LoggedPlan, notAmong } from './plan-faults.ts';
import type { Work } from './plan-work.ts';
import type { TestDatabase } from './test-database.ts';

/** Milliseconds for filling tables and for judging, on a machine that others use as well. */
export const PLANS_MS = 180_000;

/** Five times a prepared statement is planned for its values, then perhaps for all. */
const CALLED = 7;
/** Longer than the pause of what an app says of its own accord, as the operator's picture of the streams. */
const UNASKED_MS = 60_000;

/** An index that no constraint needs, and how to make it anew. */
interface PlainIndex {
  readonly name: string;
  readonly definition: string;
  /** Its own, and those of its partitions. */
  readonly names: readonly string[];
}

/**
 * What is shown of the statements of every app.
 * @param others indexes that are there for what is shown elsewhere; that a poll misses one by chance is no fault
 */
export function describePlans(
  plans: () => QueryPlans,
  works: () => readonly Work[],
  others: readonly string[] = [],
): void {
  const show = (name: string, shown: () => Promise<void>): void => it(name, shown, PLANS_MS);
  show('look at no more rows than they need, by an index for every order and filter', () =>
    plans().judge(works()),
  );
  show('miss each index that is dropped', async () => {
    const notMissed = await plans().notMissed(works());
    expect(notMissed.filter((name) => !others.includes(name))).toEqual([]);
  });
}

/**
 * How PostgreSQL really executes what the code under test says, in its own sessions with their own settings, statements
 * within functions and triggers included: auto_explain tells it to each client. A statement that looks at more rows than
 * it should is a fault, whether by a sequential scan, a sort, or an index that does not fit. What an app says of its own
 * accord meanwhile is told apart by the names of its sessions, and by the locks of its tasks.
 */
export class QueryPlans {
  /** Which works went by an index, by its name. */
  private readonly users = new Map<string, Set<Work>>();

  private constructor(
    private readonly admin: pg.Client,
    private readonly plans: LoggedPlans,
  ) {}

  /**
   * Fills the tables as superuser, without triggers, then watches; sessions that were open by then are cut off.
   * @param app begins the names of its sessions
   * @param fill may call `pg_temp.multiply`
   */
  static async watch(database: TestDatabase, app: string, fill: string): Promise<QueryPlans> {
    const admin = new pg.Client({ connectionString: database.adminUrl, application_name: 'query-plans' });
    await admin.connect();
    await admin.query(multiply);
    await admin.query('set session_replication_role = replica');
    await admin.query(fill);
    await admin.query('vacuum analyze');
    await admin.query(`alter database "${database.name}" set session_preload_libraries = 'auto_explain'`);
    const settings = { log_min_duration: 0, log_analyze: true, log_format: 'json', log_level: 'notice' };
    const depth = { log_nested_statements: true, log_buffers: true, log_timing: false };
    for (const [name, value] of Object.entries({ ...settings, ...depth }))
      await admin.query(`alter database "${database.name}" set auto_explain.${name} = '${value}'`);
    const plans = new LoggedPlans(database.name, app);
    await endSessions(admin, plans);
    return new QueryPlans(admin, plans);
  }

  /**
   * Does one work after the other, calls so often that PostgreSQL may settle for one plan of a prepared statement.
   * What has a fault is done again: it counts unless its statement then has none, or comes when nobody asks as well.
   * @throws the faults of all, with the names of the works
   */
  async judge(works: readonly Work[], unaskedMs = UNASKED_MS): Promise<void> {
    const found: string[] = [];
    for (const work of works) {
      const first = await this.look(work, CALLED);
      if (first.faults.length === 0) continue;
      const again = await this.look(work, CALLED);
      const once = await this.plans.whenAskedOnly(notAmong(again.told, first.faults), unaskedMs);
      found.push(...[...again.faults, ...once].map(({ says }) => `${work.name}: ${says}`));
    }
    if (found.length > 0) throw new Error(found.join('\n'));
  }

  /**
   * Drops each index that no constraint needs, one at a time, and repeats the works that went by it until one misses it.
   * @returns the indexes that no work missed
   */
  async notMissed(works: readonly Work[]): Promise<readonly string[]> {
    this.users.clear();
    for (const work of works) await this.look(work);
    const { rows } = await this.admin.query<PlainIndex>(plainIndexes);
    const notMissed: string[] = [];
    for (const { name, definition, names } of rows) {
      const users = new Set(names.flatMap((each) => [...(this.users.get(each) ?? [])]));
      if (!(await this.isMissed(name, definition, [...users]))) notMissed.push(name);
    }
    return notMissed;
  }

  async close(): Promise<void> {
    await this.admin.end();
  }

  private async isMissed(name: string, definition: string, users: readonly Work[]): Promise<boolean> {
    if (users.length === 0) return false;
    await this.admin.query(`drop index ${name}`);
    try {
      for (const work of users) if ((await this.look(work)).faults.length > 0) return true;
      return false;
    } catch {
      // Without the index the statement does not end in its time.
      return true;
    } finally {
      await this.admin.query(definition);
    }
  }

  private async look(work: Work, called = 1) {
    const told = await this.plansOf(work, called);
    if (told.length === 0) throw new Error(`${work.name}: no statement was seen.`);
    for (const index of indexesIn(told))
      this.users.set(index, (this.users.get(index) ?? new Set()).add(work));
    return { told, faults: faultsIn(told, work) };
  }

  private async plansOf(work: Work, called: number): Promise<readonly LoggedPlan[]> {
    const { name, of, run } = work;
    if (of === 'task') return this.plansOfTask(work);
    this.plans.forget();
    for (let times = 0; times < (of === 'calls' ? called : 1); times++) await run();
    if (of === 'calls') return this.plans.ofCalls();
    const told = (): readonly LoggedPlan[] =>
      this.plans.ofSession(of.session).filter((plan) => plan['Query Text'].includes(of.text));
    // The first one may have begun before.
    await eventually(`${name} is said`, async () => told().length > 1 || (await run(), false));
    return told();
  }

  /** Prepared under the task's lock, so that no earlier run takes away what was made due. */
  private async plansOfTask({ name, prepare, run }: Work): Promise<readonly LoggedPlan[]> {
    await this.admin.query(`select pg_advisory_lock(${lockKeys.upkeep})`, [name]);
    this.plans.forget();
    try {
      if (prepare !== undefined) await this.admin.query(prepare);
    } finally {
      await this.admin.query(`select pg_advisory_unlock(${lockKeys.upkeep})`, [name]);
    }
    await run();
    // Where the schedule had been quicker to take the lock, this run did nothing.
    const isWhole = (): boolean => this.plans.runsOf(name).some(({ whole }) => whole);
    await eventually(`${name} ran`, async () => isWhole() || (await run(), isWhole()));
    return this.plans.runsOf(name).flatMap(({ told }) => told);
  }
}

/** The others, and waits until this process knows of each: whoever asks next begins a new one. */
async function endSessions(admin: pg.Client, plans: LoggedPlans): Promise<void> {
  const { rows } = await admin.query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const left = (): number => rows.filter(({ pid }) => !plans.hasEnded(pid)).length;
  await eventually('the sessions are gone', left, (count) => count === 0);
}

/** Copies the first row of a table: `changes` says by SQL expressions, with the copy's number `n`, what differs. */
const multiply = `
  create function pg_temp.multiply(copied regclass, copies int, changes jsonb) returns void language plpgsql as $$
  declare
    columns text;
    contents text;
  begin
    select string_agg(quote_ident(attname), ', ' order by attnum),
      string_agg(coalesce(changes ->> attname, 'first.' || quote_ident(attname)), ', ' order by attnum)
    into columns, contents from pg_attribute
    where attrelid = copied and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '';
    execute format('insert into %s (%s) select %s from (select * from %s limit 1) first, generate_series(1, %s) n',
      copied, columns, contents, copied, copies);
  end $$`;

const plainIndexes = `
  select format('%I', c.relname) as name, replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ') as definition,
    array(select relname::text from pg_class where oid = c.oid or oid in (select relid from pg_partition_tree(c.oid))) as names
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace and not i.indisunique and not c.relispartition
  order by c.relname`;
