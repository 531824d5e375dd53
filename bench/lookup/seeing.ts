import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '#libs/local-services';
import { INTERNAL_PORT_DISTANCE, SYSTEM_PORT_DISTANCE } from '#libs/service-kit';
import { table } from '#libs/terminal';
import { appSettings } from '../../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { startProgram } from '../../deploy/local/program.ts';
import { root } from '../../deploy/local/repository.ts';
import { measure, type Run, sharesText, summary } from '../measure.ts';
import { closedLoop } from './closed-loop.ts';
import type { Conditions } from './cpu.ts';
import type { Load, Loads } from './loads.ts';

interface Way {
  readonly name: string;
  readonly url: string;
  /** Of its gateway and its register. */
  readonly ports: readonly number[];
  readonly pids: Readonly<Record<string, number>>;
  readonly beside?: () => Promise<unknown>;
}

/** What both comparisons are given. */
interface Given {
  readonly stack: IsolatedStack;
  readonly loads: Loads;
  readonly conditions: Conditions;
  readonly say: (text: string) => void;
}

/**
 * The lookup without traces, by other processes once more, with a tenth of them, and with all. What the first two differ by
 * is what the comparison cannot tell. The sink is not counted.
 */
export async function compareTraces(given: Given): Promise<void> {
  const { stack, say, conditions } = given;
  const sink = await freePort();
  startProgram(stack.home, {
    name: 'trace-sink',
    script: 'bench/lookup/trace-sink.main.js',
    env: { PORT: `${sink}` },
  });
  const traced = (name: string, share: string) =>
    processesWith(stack, name, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${sink}`,
      OTEL_TRACES_SAMPLER_ARG: share,
    });
  const [control, tenth, all] = await compare(given, await processesWith(stack, 'without traces', {}), [
    await processesWith(stack, 'without traces, others', {}),
    await traced('a tenth traced', '0.1'),
    await traced('all traced', '1'),
  ]);
  say(JSON.stringify({ bench: 'lookup-traces', control, tenth, all, ...lengthOf(conditions) }));
}

/** The lookup without metrics, and as it is, read by a Prometheus in each run, which is twice as often as usual. */
export async function compareMetrics(given: Given): Promise<void> {
  const { stack, say, conditions } = given;
  const noMetrics = pathToFileURL(join(root, 'dist/bench/lookup/no-metrics.js')).href;
  const without = await processesWith(stack, 'without metrics', { NODE_OPTIONS: `--import=${noMetrics}` });
  const counted = await processesWith(stack, 'with metrics', {});
  const doors = counted.ports.map((port) => `http://127.0.0.1:${port + SYSTEM_PORT_DISTANCE}/metrics`);
  const beside = () => Promise.all(doors.map(async (door) => (await fetch(door)).text()));
  const [metrics] = await compare(given, without, [{ ...counted, beside }]);
  say(JSON.stringify({ bench: 'lookup-metrics', metrics, ...lengthOf(conditions) }));
}

/**
 * A gateway and a register's process more: all that are compared are, since those of the stack have loaded the data and
 * are another age.
 */
async function processesWith(
  stack: IsolatedStack,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<Way> {
  const residents = await stack.startReplica('residents', settings);
  const REGISTERS = registersWith(stack, `http://127.0.0.1:${residents.port + INTERNAL_PORT_DISTANCE}`);
  const gateway = await stack.startReplica('gateway', { ...settings, REGISTERS });
  const pids = { gateway: gateway.managed.pid, residents: residents.managed.pid };
  const ports = [gateway.port, residents.port];
  return { name, url: `http://127.0.0.1:${gateway.port}`, ports, pids };
}

/**
 * Turn by turn, on one database; those that are not asked do nothing, and the load is not counted.
 * @returns of each of the others its CPU time as a multiple of the first's, with PostgreSQL and without
 */
async function compare(
  { stack, loads, conditions: { runs, seconds, concurrency }, say }: Given,
  first: Way,
  others: readonly Way[],
): Promise<readonly { readonly whole: string; readonly services: string }[]> {
  const ways = [first, ...others].map((way) => ({ ...way, runs: [] as Run[] }));
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warming up …' : `run ${round} of ${runs} …`);
    // Nobody is always asked after the same one.
    const turn = round % ways.length;
    for (const { url, pids, beside, runs: own } of [...ways.slice(turn), ...ways.slice(0, turn)]) {
      const load: Load = { ...(await loads.lookup()), url };
      const counted = { ...pids, postgres: stack.postgres.pid };
      const run = await measure(counted, async () => {
        const [result] = await Promise.all([closedLoop(load, concurrency, seconds), beside?.()]);
        return result;
      });
      if (round > 0) own.push(run);
    }
  }
  const told = ways.map(({ name, runs: own }) => ({ name, run: summary(own) }));
  const without = told[0]!.run;
  const ratio = (run: Run): string => (run.cpuMicrosPerRequest / without.cpuMicrosPerRequest).toFixed(3);
  /** PostgreSQL does the same for all of them, and its figure is the least steady one. */
  const own = ({ shares }: Run): number => shares['gateway']! + shares['residents']!;
  const ownRatio = (run: Run): string => (own(run) / own(without)).toFixed(3);
  const title = `median of ${runs} runs of ${seconds} s, ${concurrency} in flight`;
  const figures = table(told, [
    { title, of: ({ name }) => name },
    { title: 'CPU µs', of: ({ run }) => run.cpuMicrosPerRequest.toFixed(0), right: true },
    { title: 'to without', of: ({ run }) => ratio(run), right: true },
    { title: 'services', of: ({ run }) => ownRatio(run), right: true },
    { title: 'per s', of: ({ run }) => run.perSecond.toFixed(0), right: true },
    { title: 'p50 ms', of: ({ run }) => run.p50Ms.toFixed(1), right: true },
    { title: 'p99 ms', of: ({ run }) => run.p99Ms.toFixed(1), right: true },
    { title: 'CPU µs by process', of: ({ run }) => sharesText(run.shares) },
  ]);
  say(`\n${figures}`);
  return told.slice(1).map(({ run }) => ({ whole: ratio(run), services: ownRatio(run) }));
}

const lengthOf = ({ runs, seconds }: Conditions): object => ({ runs, secondsPerRun: seconds });

function registersWith(stack: IsolatedStack, residentsUrl: string): string {
  type Listed = {
    readonly registers: readonly { readonly register: string; readonly processes: readonly object[] }[];
  };
  const { registers } = JSON.parse(appSettings('gateway', stack.facts)['REGISTERS'] ?? '') as Listed;
  return JSON.stringify({
    registers: registers.map(({ register, processes }) => ({
      register,
      processes: register === 'residents' ? [{ ...processes[0], url: residentsUrl }] : processes,
    })),
  });
}
