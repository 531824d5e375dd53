import pg from 'pg';
import type { TestDatabase } from './test-database.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface LoggedPlan {
  readonly 'Query Text': string;
  readonly Plan: PlanNode;
}

/** An index that no constraint needs, and how to make it anew. */
interface PlainIndex {
  readonly name: string;
  readonly definition: string;
}

/**
 * How PostgreSQL really executes what the code under test says, in its own sessions with their own settings, statements
 * within functions and triggers included: auto_explain tells it to each client. A statement that looks at more rows than
 * it should is a fault, whether by a sequential scan, a sort, or an index that does not fit.
 */
export class QueryPlans {
  private readonly told: LoggedPlan[] = [];

  private constructor(private readonly admin: pg.Client) {}

  /**
   * Fills the tables as superuser, without triggers, then watches; sessions that were open by then are cut off.
   * @param fill may call `pg_temp.multiply`
   */
  static async watch(database: TestDatabase, fill: string): Promise<QueryPlans> {
    const admin = new pg.Client({ connectionString: database.adminUrl, application_name: 'query-plans' });
    await admin.connect();
    await admin.query(multiply);
    await admin.query(
      `set session_replication_role = replica; ${fill}; set session_replication_role = origin`,
    );
    await admin.query('vacuum analyze');
    await admin.query(`alter database "${database.name}" set session_preload_libraries = 'auto_explain'`);
    const settings = { log_min_duration: 0, log_analyze: true, log_format: 'json', log_level: 'notice' };
    for (const [name, value] of Object.entries({
      ...settings,
      log_nested_statements: true,
      log_timing: false,
    }))
      await admin.query(`alter database "${database.name}" set auto_explain.${name} = '${value}'`);
    const plans = new QueryPlans(admin);
    plans.listen(database.name);
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [database.name],
    );
    return plans;
  }

  /** What was executed since the last time and looked at more than `most` rows, with how. */
  faults(most: number): readonly string[] {
    const found = this.told.flatMap(({ 'Query Text': text, Plan }) =>
      [...visits(Plan)]
        .filter(({ rows }) => rows > most)
        .map(({ node, rows }) => `${node} looks at ${rows} rows: ${text.trim().slice(0, 400)}`),
    );
    this.told.length = 0;
    return [...new Set(found)];
  }

  /** How many statements were executed since {@link faults} was last asked. */
  get count(): number {
    return this.told.length;
  }

  /**
   * Drops each index that no constraint needs, one at a time, and lets `work` run without it.
   * @param work throws when it sees that something is missing
   * @returns the indexes that it did not miss
   */
  async notMissed(work: () => Promise<void>): Promise<readonly string[]> {
    const { rows } = await this.admin.query<PlainIndex>(plainIndexes);
    const notMissed: string[] = [];
    for (const { name, definition } of rows) {
      await this.admin.query(`drop index ${name}`);
      const missed = await work().then(
        () => false,
        () => true,
      );
      await this.admin.query(definition);
      if (!missed) notMissed.push(name);
    }
    return notMissed;
  }

  async close(): Promise<void> {
    await this.admin.end();
  }

  /** All clients of this process, whoever made them. */
  private listen(database: string): void {
    const told = this.told;
    const emit = Reflect.get(pg.Client.prototype, 'emit') as (this: pg.Client, ...all: unknown[]) => boolean;
    pg.Client.prototype.emit = function (
      this: pg.Client,
      name: string | symbol,
      ...args: unknown[]
    ): boolean {
      if (name === 'notice' && this.database === database) {
        const { message = '' } = args[0] as { readonly message?: string };
        const plan = /^duration: .* plan:\n(\{.*)$/s.exec(message)?.[1];
        if (plan !== undefined) told.push(JSON.parse(plan) as LoggedPlan);
      }
      return emit.call(this, name, ...args);
    };
  }
}

/** Rows that each scan looks at, those it throws away included, and that each sort or hash has to hold. */
function* visits(node: PlanNode): Generator<{ readonly node: string; readonly rows: number }> {
  const type = node['Node Type'];
  const loops = node['Actual Loops'];
  const thrown = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  if (type.includes('Scan')) {
    const where = node['Index Name'] ?? node['Relation Name'] ?? '';
    yield { node: `${type} ${where}`.trim(), rows: Math.round((node['Actual Rows'] + thrown) * loops) };
  }
  for (const child of node.Plans ?? []) {
    if (type === 'Sort') yield { node: type, rows: Math.round(child['Actual Rows'] * child['Actual Loops']) };
    yield* visits(child);
  }
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
  select format('%I', c.relname) as name, pg_get_indexdef(c.oid) as definition
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace and not i.indisunique and not c.relispartition
  order by c.relname`;
