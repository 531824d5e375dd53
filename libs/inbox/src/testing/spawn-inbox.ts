import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnScript } from '#libs/test-kit';
import type { InboxStand } from './inbox-stand.ts';

const script = new URL('./inbox-process.ts', import.meta.url);

/** When an event is slow enough to be interrupted. */
export interface Slowness {
  readonly slowFrom: number;
  readonly slowMs: number;
}

/** Another member of the stand's group, in a process that ends when the test does. */
export function spawnInbox(stand: InboxStand, slowness: Slowness): ChildProcess {
  const { brokers, group, topic, database } = stand;
  const settings = { databaseUrl: database.appUrl, brokers, group, topic, ...slowness };
  return spawnScript(script, [JSON.stringify(settings)]);
}

/** The version of the slow event that the process has begun: its effect is written and not committed. */
export const slowEventOf = async (child: ChildProcess): Promise<number> =>
  ((await once(child, 'message')) as [number])[0];

export async function killed(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
