import { freePort } from '#libs/local-services';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { startProgram } from '../../deploy/local/program.ts';
import { untilReady } from '../../deploy/local/readiness.ts';
import { measure, type Run, summary } from '../measure.ts';
import { closedLoop } from './closed-loop.ts';
import { besideEvents } from './event-stream.ts';
import type { Load, Loads } from './loads.ts';

export interface Conditions {
  readonly runs: number;
  readonly seconds: number;
  readonly concurrency: number;
  /** Change events per second that the gateway handles beside the lookups of `busy`. */
  readonly eventsPerSecond: number;
}

export interface LookupFigures {
  readonly whole: Run;
  readonly some: Run;
  readonly lawful: Run;
  readonly busy: Run;
}

/** The baseline and the lookup, turn by turn, on the same cores; without counting the load generator. */
export async function compareCpu(
  stack: IsolatedStack,
  loads: Loads,
  pids: Readonly<Record<string, number>>,
  { runs, seconds, concurrency, eventsPerSecond }: Conditions,
  say: (text: string) => void,
): Promise<LookupFigures> {
  const port = await freePort();
  const baseline = startProgram(stack.home, {
    name: 'baseline',
    script: 'bench/lookup/baseline.main.js',
    env: { DATABASE_URL: stack.databases.residents.migratorUrl, PORT: `${port}` },
    isBusy: true,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(baseline, url);

  const ours = { ...pids, postgres: stack.postgres.pid };
  const theirs = { nest: baseline.pid, postgres: stack.postgres.pid };
  const run = (processes: Readonly<Record<string, number>>, load: Load): Promise<Run> =>
    measure(processes, () => closedLoop(load, concurrency, seconds));
  const results: Record<keyof LookupFigures, Run[]> = { whole: [], some: [], lawful: [], busy: [] };
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warming up …' : `run ${round} of ${runs} …`);
    const whole = await run(theirs, loads.plain('residents', url));
    const some = await run(theirs, loads.plain('some', url));
    const lawful = await run(ours, await loads.lookup());
    const load = await loads.lookup();
    const busy = await besideEvents(stack.facts.databaseUrls.residents, eventsPerSecond, () =>
      run(ours, load),
    );
    if (round > 0)
      for (const [name, one] of Object.entries({ whole, some, lawful, busy })) {
        results[name as keyof LookupFigures].push(one);
      }
  }
  await baseline.stop();
  return {
    whole: summary(results.whole),
    some: summary(results.some),
    lawful: summary(results.lawful),
    busy: summary(results.busy),
  };
}
