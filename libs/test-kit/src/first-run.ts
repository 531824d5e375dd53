import { register } from 'prom-client';
import { eventually } from './eventually.ts';

/**
 * Background work runs once when its service begins. Whoever wants it done by a run of their own waits for that, which would
 * else do it for them, or have its lock.
 */
export async function firstRunOf(task: string): Promise<void> {
  const metric = register.getSingleMetric('einmal_background_last_success_timestamp_seconds');
  await eventually(`the first run of ${task} is over`, async () =>
    (await metric?.get())?.values.some(({ labels }) => labels['task'] === task),
  );
}
