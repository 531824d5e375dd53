import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { InboxStand } from './inbox-stand.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const compiled = `${root}/dist/libs/inbox/src/testing/inbox-process.js`;
let built: Promise<unknown> | undefined;

/** When an event is slow enough to be interrupted. */
export interface Slowness {
  readonly slowFrom: number;
  readonly slowMs: number;
}

/** Another member of the stand's group, in a process that ends when the test does. */
export async function spawnInbox(stand: InboxStand, slowness: Slowness): Promise<ChildProcess> {
  await (built ??= promisify(execFile)(
    process.execPath,
    [`${root}/deploy/local/run.mjs`, 'build', '--tolerant'],
    {
      cwd: root,
    },
  ));
  const { brokers, group, topic, database } = stand;
  const settings = JSON.stringify({ databaseUrl: database.appUrl, brokers, group, topic, ...slowness });
  return spawn(process.execPath, [compiled, settings], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
}

/** The version of the slow event that the process has begun: its effect is written and not committed. */
export const slowEventOf = async (child: ChildProcess): Promise<number> =>
  ((await once(child, 'message')) as [number])[0];

export async function killed(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
