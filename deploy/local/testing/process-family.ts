import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from '#libs/local-services';
import { eventually } from '#libs/test-kit';

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

/** The watchdog ends after the process it watches for, and may need longer than four seconds for a stubborn one. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  const survivors = (): number[] => [...new Set(pids)].filter(isAlive);
  await eventually('no process is left', survivors, ({ length }) => length === 0);
}
