import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#libs/local-services';

/** The watchdog ends after the process it watches for, and may need longer than four seconds for a stubborn one. */
const patienceMs = 15_000;

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** The process and everything below it, as Linux lists them. */
export function family(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const members = new Set([pid]);
  for (let grown = -1; grown !== members.size;) {
    grown = members.size;
    for (const each of all) if (members.has(parentOf(each))) members.add(each);
  }
  return [...members];
}

/** Those that still run after a patience in which a watchdog ends what it is told to end. */
export async function survivors(pids: readonly number[]): Promise<number[]> {
  for (let waited = 0; waited < patienceMs && pids.some(isAlive); waited += 50) await sleep(50);
  return [...new Set(pids)].filter(isAlive);
}
