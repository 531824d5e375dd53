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

export interface Usage {
  readonly cpuSeconds: number;
  readonly residentMb: number;
  /** As above, but of pages that processes share each bears its part. */
  readonly proportionalMb: number;
}

/**
 * What the descendants of a process have used so far, and hold now, by the name that is made of their command line.
 * Those without a name are left out. What a process that has ended had used is lost, unless its parent has reaped it.
 */
export function usageByName(
  root: number,
  nameOf: (commandLine: string) => string | undefined,
): ReadonlyMap<string, Usage> {
  const stats = allStats();
  const included = withDescendants([root], stats);
  const usage = new Map<string, Usage>();
  for (const { pid, ticks, reapedTicks } of stats.filter((stat) => included.has(stat.pid))) {
    const name = nameOf(textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
    if (name === undefined) continue;
    const known = usage.get(name);
    const memory = textOf(`/proc/${pid}/smaps_rollup`);
    usage.set(name, {
      cpuSeconds: (known?.cpuSeconds ?? 0) + (ticks + reapedTicks) / ticksPerSecond,
      residentMb: (known?.residentMb ?? 0) + megabytesOf(memory, 'Rss'),
      proportionalMb: (known?.proportionalMb ?? 0) + megabytesOf(memory, 'Pss'),
    });
  }
  return usage;
}

/** What a process holds, with all that it shares with others. */
export const residentMb = (pid: number): number => megabytesOf(textOf(`/proc/${pid}/smaps_rollup`), 'Rss');

function megabytesOf(memory: string, kind: 'Rss' | 'Pss'): number {
  return Number(new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(memory)?.[1] ?? 0) / 1_024;
}

/** Empty where the process has ended or is somebody else's. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
