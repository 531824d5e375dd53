import { freePort } from '#libs/local-services';
import { table } from '#libs/terminal';
import { appSettings } from '../../deploy/local/app-settings.ts';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { startProgram } from '../../deploy/local/program.ts';
import { measure, type Run, sharesText, summary } from '../measure.ts';
import { closedLoop } from './closed-loop.ts';
import type { Conditions } from './cpu.ts';
import type { Load, Loads } from './loads.ts';

/** As services derive it from PORT. */
const INTERNAL = 2_000;

/**
 * The lookup without traces, with a tenth of them, and with all, turn by turn: three gateways with a register's process each, on
 * one database. Those that are not asked do nothing. The sink is a process of its own and is not counted, nor is the load.
 */
export async function compareTraces(
  stack: IsolatedStack,
  loads: Loads,
  untraced: Readonly<Record<string, number>>,
  { runs, seconds, concurrency }: Conditions,
  say: (text: string) => void,
): Promise<void> {
  const sink = await freePort();
  startProgram(stack.home, {
    name: 'trace-sink',
    script: 'bench/lookup/trace-sink.main.js',
    env: { PORT: `${sink}` },
  });
  const traced = async (share: string) => {
    const settings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${sink}`,
      OTEL_TRACES_SAMPLER_ARG: share,
    };
    const residents = await stack.startReplica('residents', settings);
    const REGISTERS = registersWith(stack, `http://127.0.0.1:${residents.port + INTERNAL}`);
    const gateway = await stack.startReplica('gateway', { ...settings, REGISTERS });
    return {
      url: `http://127.0.0.1:${gateway.port}`,
      pids: { gateway: gateway.managed.pid, residents: residents.managed.pid },
    };
  };
  const ways = [
    { name: 'without traces', url: stack.endpoints.apps.gateway, pids: untraced, runs: [] as Run[] },
    { name: 'a tenth traced', ...(await traced('0.1')), runs: [] as Run[] },
    { name: 'all traced', ...(await traced('1')), runs: [] as Run[] },
  ];
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warming up …' : `run ${round} of ${runs} …`);
    for (const { url, pids, runs: own } of ways) {
      const load: Load = { ...(await loads.lookup()), url };
      const counted = { ...pids, postgres: stack.postgres.pid };
      const run = await measure(counted, () => closedLoop(load, concurrency, seconds));
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
  say(
    JSON.stringify({
      bench: 'lookup-traces',
      tenth: ratio(told[1]!.run),
      all: ratio(told[2]!.run),
      runs,
      secondsPerRun: seconds,
    }),
  );
}

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
