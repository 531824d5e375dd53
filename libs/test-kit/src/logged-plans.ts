import pg from 'pg';
import { lockKeys } from '#libs/service-kit';
import type { Work } from './plan-work.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  /** With those of its children. */
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

export interface LoggedPlan {
  readonly 'Query Text': string;
  readonly 'Query Parameters'?: string;
  readonly Plan: PlanNode;
}

/** What a session of the upkeep said from taking a task's lock on, whether the test or the schedule began it. */
export interface TaskRun {
  readonly task: string;
  readonly told: LoggedPlan[];
  /** It had the lock, and got to its end. */
  whole: boolean;
}

/**
 * What auto_explain tells the clients of this process, whoever made them. An app also speaks of its own accord, so the
 * sessions that answer are told apart from others by their names, and the tasks of the upkeep by their locks.
 */
export class LoggedPlans {
  private told = new Map<unknown, LoggedPlan[]>();
  private runs: TaskRun[] = [];
  private readonly runOf = new WeakMap<pg.Client, TaskRun>();
  private readonly ended = new Set<unknown>();

  /** @param app begins the names of its sessions */
  constructor(
    database: string,
    private readonly app: string,
  ) {
    this.listen(database);
  }

  forget(): void {
    this.told = new Map();
    this.runs = [];
  }

  /** Of the sessions that answer, since the last {@link forget}. */
  ofCalls(): readonly LoggedPlan[] {
    return [this.app, `${this.app}-hot`, `${this.app}-permits`].flatMap((name) => this.ofSession(name));
  }

  /** Since the last {@link forget}. */
  ofSession(name: string): readonly LoggedPlan[] {
    return this.told.get(name) ?? [];
  }

  /** That began since the last {@link forget}. */
  runsOf(task: string): readonly TaskRun[] {
    return this.runs.filter((run) => run.task === task);
  }

  /** Whether the client of this session of PostgreSQL knows that it is over, so that no pool lends it any more. */
  hasEnded(pid: number): boolean {
    return this.ended.has(pid);
  }

  private listen(database: string): void {
    const hear = this.hear.bind(this);
    const { ended } = this;
    const emit = Reflect.get(pg.Client.prototype, 'emit') as (this: pg.Client, ...all: unknown[]) => boolean;
    pg.Client.prototype.emit = function (
      this: pg.Client,
      name: string | symbol,
      ...args: unknown[]
    ): boolean {
      if (name === 'notice' && this.database === database) {
        const { message = '' } = args[0] as { readonly message?: string };
        const plan = /^duration: .* plan:\n(\{.*)$/s.exec(message)?.[1];
        if (plan !== undefined) hear(this, JSON.parse(plan) as LoggedPlan);
      }
      if (name === 'end' && this.database === database) ended.add(Reflect.get(this, 'processID'));
      return emit.call(this, name, ...args);
    };
  }

  private hear(client: pg.Client, plan: LoggedPlan): void {
    const session = sessionName(client);
    const told = this.told.get(session) ?? [];
    told.push(plan);
    this.told.set(session, told);
    if (session === `${this.app}-upkeep`) this.hearUpkeep(client, plan);
  }

  private hearUpkeep(client: pg.Client, plan: LoggedPlan): void {
    const task = taskIn(plan, 'pg_try_advisory_lock');
    if (task !== undefined) {
      const run = { task, told: [], whole: false };
      this.runOf.set(client, run);
      this.runs.push(run);
    }
    const run = this.runOf.get(client);
    run?.told.push(plan);
    if (run !== undefined && taskIn(plan, 'pg_advisory_unlock') === run.task) run.whole = true;
  }
}

function sessionName(client: pg.Client): unknown {
  const parameters = Reflect.get(client, 'connectionParameters') as { readonly application_name?: unknown };
  return parameters.application_name;
}

/** The task whose lock a session of the upkeep takes, or gives back. */
function taskIn(plan: LoggedPlan, lock: string): string | undefined {
  if (!plan['Query Text'].includes(`${lock}(${lockKeys.upkeep})`)) return undefined;
  return /^\$1 = '(.*)'$/.exec(plan['Query Parameters'] ?? '')?.[1];
}

/** Levels of an index and versions in its table, for each row or each search. */
const BLOCKS_OF_ROW = 10;
/** What else a search may read: what others have left behind. */
const BLOCKS_BESIDE = 100;

/**
 * What looks at more than `most` rows, and how; of calls also what goes through an index and reads far more blocks than its
 * rows are in, because the index begins with another column. What a task removes it may find again until it is vacuumed.
 */
export function faultsIn(
  told: readonly LoggedPlan[],
  { most, of }: Pick<Work, 'most' | 'of'>,
): readonly string[] {
  const found = told.flatMap(({ 'Query Text': text, Plan }) =>
    [...visits(Plan)].flatMap(({ node, rows, loops, blocks = 0 }) => {
      const says = (what: string): string => `${node} ${what}: ${text.trim().slice(0, 400)}`;
      if (rows > most) return says(`looks at ${rows} rows`);
      const needed = BLOCKS_BESIDE + BLOCKS_OF_ROW * (rows + loops);
      return of === 'calls' && blocks > needed ? says(`reads ${blocks} blocks for ${rows} rows`) : [];
    }),
  );
  return [...new Set(found)];
}

/** What a statement went by, itself and what it called. */
export function indexesIn(told: readonly LoggedPlan[]): readonly string[] {
  return told.flatMap(({ Plan }) => [...nodesOf(Plan)].flatMap((node) => node['Index Name'] ?? []));
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

interface Visit {
  readonly node: string;
  readonly rows: number;
  readonly loops: number;
  readonly blocks?: number;
}

/** Rows that each scan looks at, those it throws away included, and that each sort has to hold. */
function* visits(node: PlanNode): Generator<Visit> {
  const type = node['Node Type'];
  const loops = node['Actual Loops'];
  const thrown = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  if (type.includes('Scan')) {
    const where = node['Index Name'] ?? node['Relation Name'] ?? '';
    const rows = Math.round((node['Actual Rows'] + thrown) * loops);
    const blocks = type.startsWith('Index') ? node['Shared Hit Blocks'] + node['Shared Read Blocks'] : 0;
    yield { node: `${type} ${where}`.trim(), rows, loops, blocks };
  }
  for (const child of node.Plans ?? []) {
    if (type === 'Sort')
      yield { node: type, rows: Math.round(child['Actual Rows'] * child['Actual Loops']), loops };
    yield* visits(child);
  }
}
