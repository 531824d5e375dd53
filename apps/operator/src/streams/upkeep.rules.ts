import { labelledOf } from './metrics-text.rules.ts';
import type { UpkeepDto } from './stream.dto.ts';

export const upkeepMetrics = {
  lag: 'einmal_upkeep_lag_seconds',
  done: 'einmal_upkeep_last_success_timestamp_seconds',
  handled: 'einmal_upkeep_handled_total',
} as const;

/** Of a service whose replicas share the tasks: the longest lag, and when one of them did it last. */
export function upkeepOf(service: string, texts: readonly string[]): readonly UpkeepDto[] {
  const all = (name: string) => texts.flatMap((text) => [...labelledOf(text, name, 'task')]);
  const [lags, done] = [all(upkeepMetrics.lag), all(upkeepMetrics.done)];
  const tasks = new Set(all(upkeepMetrics.handled).map(([task]) => task));
  const highest = (of: readonly (readonly [string, number])[], task: string): number | undefined => {
    const values = of.filter(([each]) => each === task).map(([, value]) => value);
    return values.length === 0 ? undefined : Math.max(...values);
  };
  return [...tasks].toSorted().map((task) => {
    const [lagSeconds, at] = [highest(lags, task), highest(done, task)];
    return {
      service,
      task,
      ...(lagSeconds !== undefined && { lagSeconds }),
      ...(at !== undefined && { lastDoneAt: new Date(at * 1_000).toISOString() }),
    };
  });
}
