import pg from 'pg';
import { lockKeys } from '#libs/service-kit';
import { eventually } from './eventually.ts';
import { type Fault, type LoggedPlan, notAmong } from './plan-faults.ts';

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

  /** Those among `faults` whose statement the app does not say within this time, though nobody asks it anything. */
  async whenAskedOnly(faults: readonly Fault[], withinMs: number): Promise<readonly Fault[]> {
    this.forget();
    const left = (): readonly Fault[] => notAmong(this.ofCalls(), faults);
    await eventually('all are said', left, ({ length }) => length === 0, withinMs).catch(() => undefined);
    return left();
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
