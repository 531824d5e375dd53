import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#libs/test-kit';
import { median } from '../measure.ts';
import { cpuSeconds } from '../process-cpu.ts';
import type { OperatorsStand } from './operators-stand.ts';

/** Percent of a core, by process. */
export type Shares = Readonly<Record<string, number>>;

/** What open consoles cost more than none, in turn; the median of the rounds, and each process's own. */
export async function consolesCost(
  stand: OperatorsStand,
  count: number,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<{
  readonly none: Shares;
  readonly open: Shares;
  readonly more: Shares;
  readonly perSecond: number;
}> {
  const [none, open]: [Shares[], Shares[]] = [[], []];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    none.push(await sharesOver(stand.pids, seconds));
    const consoles = await stand.openConsoles(count);
    await eventually(
      'every console was told figures',
      () => Promise.resolve(consoles.map(({ told }) => told)),
      (told) => told.every((times) => times > 1),
    );
    const before = consoles.map(({ told }) => told);
    open.push(await sharesOver(stand.pids, seconds));
    for (const [at, console] of consoles.entries()) {
      console.check();
      rates.push((console.told - before[at]!) / seconds);
      console.leave();
    }
  }
  const more = none.map((each, round) =>
    mapped(each, (name) => (open[round]?.[name] ?? Number.NaN) - each[name]!),
  );
  return { none: medians(none), open: medians(open), more: medians(more), perSecond: median(rates) };
}

async function sharesOver(pids: Readonly<Record<string, number>>, seconds: number): Promise<Shares> {
  const begun = performance.now();
  const before = mapped(pids, (name) => cpuSeconds([pids[name]!]));
  await delay(seconds * 1_000);
  const passed = (performance.now() - begun) / 1_000;
  return mapped(pids, (name) => (100 * (cpuSeconds([pids[name]!]) - before[name]!)) / passed);
}

const mapped = (of: Readonly<Record<string, number>>, value: (name: string) => number): Shares =>
  Object.fromEntries(Object.keys(of).map((name) => [name, value(name)]));

const medians = (all: readonly Shares[]): Shares =>
  mapped(all[0] ?? {}, (name) => median(all.map((each) => each[name]!)));
