import { cpus } from 'node:os';
import { table } from '#libs/terminal';
import { type LoadResult, round, type Run, sharesText } from '../measure.ts';
import type { Conditions, LookupFigures } from './cpu.ts';
import type { StackFigures } from './whole-stack.ts';

export interface Figures {
  readonly cpu: LookupFigures | undefined;
  readonly whole: StackFigures | undefined;
}

/** Prints the tables and, as the last line, the figures as JSON. */
export function reportLookup(
  { cpu, whole }: Figures,
  conditions: Conditions,
  say: (text: string) => void,
): void {
  if (cpu) sayCpu(cpu, conditions, say);
  if (whole) sayStack(whole, conditions, say);
  say(
    JSON.stringify({
      bench: 'lookup',
      ...(cpu && cpuFigures(cpu)),
      ...(whole && { stack: stackFigures(whole) }),
      runs: conditions.runs,
      secondsPerRun: conditions.seconds,
      inFlight: conditions.concurrency,
      eventsPerSecond: conditions.eventsPerSecond,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}

function sayCpu(
  { whole, some, lawful, busy }: LookupFigures,
  { runs, seconds, concurrency, eventsPerSecond }: Conditions,
  say: (text: string) => void,
): void {
  const title = `median of ${runs} runs of ${seconds} s, ${concurrency} in flight`;
  const rows = [
    { name: '(a)  NestJS + TypeORM findOne, whole record', run: whole },
    { name: '(a’) the same, only the columns needed', run: some },
    { name: '(b)  complete lawful lookup', run: lawful },
    { name: `(c)  the same beside ${eventsPerSecond} events a second`, run: busy },
  ];
  const figures = table(rows, [
    { title, of: ({ name }) => name },
    { title: 'CPU µs', of: ({ run }) => run.cpuMicrosPerRequest.toFixed(0), right: true },
    { title: 'per s', of: ({ run }) => run.perSecond.toFixed(0), right: true },
    { title: 'p50 ms', of: ({ run }) => run.p50Ms.toFixed(1), right: true },
    { title: 'p99 ms', of: ({ run }) => run.p99Ms.toFixed(1), right: true },
    { title: 'CPU µs by process', of: ({ run }) => sharesText(run.shares) },
  ]);
  say(`\n${figures}`);
  const ratio = (to: Run): string => (lawful.cpuMicrosPerRequest / to.cpuMicrosPerRequest).toFixed(2);
  say(`\nCPU: b/a = ${ratio(whole)}, b/a’ = ${ratio(some)}`);
}

const cpuFigures = ({ whole, some, lawful, busy }: LookupFigures): object => ({
  ratio: round(lawful.cpuMicrosPerRequest / whole.cpuMicrosPerRequest, 3),
  ratioToSelectedColumns: round(lawful.cpuMicrosPerRequest / some.cpuMicrosPerRequest, 3),
  lookupCpuMicros: round(lawful.cpuMicrosPerRequest),
  busyLookupCpuMicros: round(busy.cpuMicrosPerRequest),
  baselineCpuMicros: round(whole.cpuMicrosPerRequest),
  selectedColumnsCpuMicros: round(some.cpuMicrosPerRequest),
  lookupsPerSecond: round(lawful.perSecond, 0),
  baselinePerSecond: round(whole.perSecond, 0),
  lookupP50Ms: round(lawful.p50Ms, 2),
  lookupP99Ms: round(lawful.p99Ms, 2),
  baselineP50Ms: round(whole.p50Ms, 2),
  baselineP99Ms: round(whole.p99Ms, 2),
});

function sayStack(
  { alone, bareGetAlone, atRates }: StackFigures,
  { seconds, eventsPerSecond }: Conditions,
  say: (text: string) => void,
): void {
  const title = `whole stack, ${seconds} s each, ${eventsPerSecond} events a second`;
  const rows = [
    { name: 'one caller alone', lookup: alone, bareGet: bareGetAlone },
    ...atRates.map((each) => ({ name: `${each.perSecond} arrive a second`, ...each })),
  ];
  const figures = table(rows, [
    { title, of: ({ name }) => name },
    { title: 'lookup p50', of: ({ lookup }) => lookup.p50Ms.toFixed(1), right: true },
    { title: 'p99 ms', of: ({ lookup }) => lookup.p99Ms.toFixed(1), right: true },
    { title: 'bare GET p50', of: ({ bareGet }) => bareGet.p50Ms.toFixed(1), right: true },
    { title: 'p99 ms', of: ({ bareGet }) => bareGet.p99Ms.toFixed(1), right: true },
    {
      title: 'p99 ratio',
      of: ({ lookup, bareGet }) => (lookup.p99Ms / bareGet.p99Ms).toFixed(1),
      right: true,
    },
  ]);
  say(`\n${figures}`);
}

const stackFigures = ({ alone, bareGetAlone, atRates }: StackFigures): object => ({
  alone: latencies(alone, bareGetAlone),
  ...Object.fromEntries(
    atRates.map(({ perSecond, lookup, bareGet }) => [`at${perSecond}`, latencies(lookup, bareGet)]),
  ),
});

const latencies = (lookup: LoadResult, bareGet: LoadResult): object => ({
  p50Ms: round(lookup.p50Ms, 2),
  p99Ms: round(lookup.p99Ms, 2),
  bareGetP50Ms: round(bareGet.p50Ms, 2),
  bareGetP99Ms: round(bareGet.p99Ms, 2),
  p99Ratio: round(lookup.p99Ms / bareGet.p99Ms, 2),
});
