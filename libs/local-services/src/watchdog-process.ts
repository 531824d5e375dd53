/**
 * Runs as a process of its own and reads lines from standard input. When the input ends, its parent is gone (even by
 * kill -9, the pipe closes): it then ends every process still listed and removes every folder still listed.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './file-lock.mjs';

const patienceMs = 4_000;
const pollMs = 50;
const signalsByPid = new Map<number, NodeJS.Signals[]>();
const folders = new Set<string>();

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended between the look and the signal.
  }
}

async function end(pid: number, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const name of signals) {
    signal(pid, name);
    for (let waited = 0; waited < patienceMs; waited += pollMs) {
      if (!isAlive(pid)) return;
      await sleep(pollMs);
    }
  }
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [order, subject = '', ...rest] = line.split('\t');
  if (order === 'watch') signalsByPid.set(Number(subject), rest as NodeJS.Signals[]);
  if (order === 'forget') signalsByPid.delete(Number(subject));
  if (order === 'sweep') folders.add(subject);
  if (order === 'keep') folders.delete(subject);
}
await Promise.all([...signalsByPid].map(([pid, signals]) => end(pid, signals)));
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
