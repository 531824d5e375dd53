import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** Clock ticks per second of /proc/<pid>/stat (proc_pid_stat(5)). */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly reapedTicks: number;
}

/**
 * CPU seconds that the processes and all their descendants have used so far, user and system, including descendants
 * that have ended and were reaped. Resolution: one clock tick (10 ms).
 */
export function cpuSeconds(roots: readonly number[]): number {
  const stats = allStats();
  const included = withDescendants(roots, stats);
  const ticks = stats
    .filter((stat) => included.has(stat.pid))
    .reduce((sum, stat) => sum + stat.ticks + stat.reapedTicks, 0);
  return ticks / ticksPerSecond;
}

function withDescendants(roots: readonly number[], stats: readonly Stat[]): ReadonlySet<number> {
  const included = new Set(roots);
  for (let before = -1; before !== included.size;) {
    before = included.size;
    for (const stat of stats) if (included.has(stat.parent)) included.add(stat.pid);
  }
  return included;
}

function allStats(): Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(pid) ?? []);
}

function readStat(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name stands in parentheses and may hold blanks; the numbers follow the last one.
    const [, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(rest[number - 5]);
    return {
      pid: Number(pid),
      parent: Number(parent),
      ticks: field(14) + field(15),
      reapedTicks: field(16) + field(17),
    };
  } catch {
    return undefined;
  }
}
