import pg from 'pg';
import { lockKeys } from '#libs/service-kit';

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
    return [this.app, `${this.app}-hot`].flatMap((name) => this.ofSession(name));
  }

  /** Since the last {@link forget}. */
  ofSession(name: string): readonly LoggedPlan[] {
    return this.told.get(name) ?? [];
  }

  /** That began since the last {@link forget}. */
  runsOf(task: string): readonly TaskRun[] {
    return this.runs.filter((run) => run.task === task);
  }

  private listen(database: string): void {
    const hear = this.hear.bind(this);
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

/** What looks at more than `most` rows, and how. */
export function faultsIn(told: readonly LoggedPlan[], most: number): readonly string[] {
  const found = told.flatMap(({ 'Query Text': text, Plan }) =>
    [...visits(Plan)]
      .filter(({ rows }) => rows > most)
      .map(({ node, rows }) => `${node} looks at ${rows} rows: ${text.trim().slice(0, 400)}`),
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
