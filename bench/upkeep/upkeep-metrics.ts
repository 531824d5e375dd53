/** What one process told of a task of its upkeep. */
export interface TaskState {
  readonly lagSeconds: number;
  /** Seconds since 1970, by the clock of the process; 0 before the first success. */
  readonly lastSuccess: number;
  readonly handled: number;
}

/** Reads the upkeep's metrics of a process at its system door. */
export async function upkeepOf(systemUrl: string): Promise<ReadonlyMap<string, TaskState>> {
  const text = await (await fetch(`${systemUrl}/metrics`)).text();
  const read = (metric: string): ReadonlyMap<string, number> =>
    new Map(
      [...text.matchAll(new RegExp(`^${metric}\\{task="([^"]+)"\\} (\\S+)$`, 'gm'))].map(
        ([, task = '', value]) => [task, Number(value)],
      ),
    );
  const [handled, lag, success] = [
    read('einmal_upkeep_handled_total'),
    read('einmal_upkeep_lag_seconds'),
    read('einmal_upkeep_last_success_timestamp_seconds'),
  ];
  return new Map(
    [...handled].map(([task, count]) => [
      task,
      { handled: count, lagSeconds: lag.get(task) ?? 0, lastSuccess: success.get(task) ?? 0 },
    ]),
  );
}
