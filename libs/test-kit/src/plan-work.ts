/** Statements that are judged together. */
export interface Work {
  readonly name: string;
  /** Rows that a step of one of its statements may look at. */
  readonly most: number;
  /**
   * Whose statements it is about: of the app's answers, of the task of the upkeep that has the work's name, or of what a
   * session says again and again.
   */
  readonly of: 'calls' | 'task' | { readonly session: string; readonly text: string };
  /** Of a task: SQL that makes something due, for the superuser and without triggers. */
  readonly prepare?: string;
  /** @throws when it did not go as it should */
  readonly run: () => Promise<unknown>;
}

/** @param runs by their names; each answers an HTTP status */
export function calls(most: number, runs: Readonly<Record<string, () => Promise<number>>>): readonly Work[] {
  return Object.entries(runs).map(([name, run]) => ({
    name,
    most,
    of: 'calls',
    run: async () => {
      const status = await run();
      if (status >= 300) throw new Error(`${name}: ${status}`);
    },
  }));
}

interface Tasks {
  readonly all: readonly { readonly name: string; readonly most: number }[];
  run(name: string): Promise<unknown>;
}

/**
 * All of an upkeep; each may look at a portion, unless it is said here how much, by the task's name. `prepare` makes
 * something due, where a task without anything to do would miss no index.
 */
export function tasks(
  upkeep: Tasks,
  others: Readonly<Record<string, Partial<Pick<Work, 'most' | 'prepare'>>>> = {},
): readonly Work[] {
  return upkeep.all.map(({ name, most }) => ({
    name,
    most,
    of: 'task',
    run: () => upkeep.run(name),
    ...others[name],
  }));
}

/**
 * @param name of the session
 * @param text part of the statement that it is about
 * @param run makes the session say it soon
 */
export const said = (most: number, name: string, text: string, run: () => Promise<unknown> | void): Work => ({
  name: `${name}: ${text}`,
  most,
  of: { session: name, text },
  run: async () => run(),
});
