import { cpus } from 'node:os';
import { type LoadResult, round, type Run } from '../measure.ts';
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
  say(`\n${title.padEnd(44)}    CPU µs     per s    p50 ms    p99 ms  CPU µs by process`);
  say(row('(a)  NestJS + TypeORM findOne, whole record', whole));
  say(row('(a’) the same, only the columns needed', some));
  say(row('(b)  complete lawful lookup', lawful));
  say(row(`(c)  the same beside ${eventsPerSecond} events a second`, busy));
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
  const head = ['lookup p50', 'p99 ms', 'bare GET p50', 'p99 ms', 'p99 ratio'];
  const line = (name: string, lookup: LoadResult, bare: LoadResult): string =>
    [
      name.padEnd(54),
      ...[lookup.p50Ms, lookup.p99Ms, bare.p50Ms, bare.p99Ms, lookup.p99Ms / bare.p99Ms].map((figure, at) =>
        figure.toFixed(1).padStart(head[at]?.length ?? 0),
      ),
    ].join('  ');
  say(`\n${title.padEnd(54)}  ${head.join('  ')}`);
  say(line('one caller alone', alone, bareGetAlone));
  for (const { perSecond, lookup, bareGet } of atRates)
    say(line(`${perSecond} arrive a second`, lookup, bareGet));
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

function row(name: string, run: Run): string {
  const shares = Object.entries(run.shares).map(([process, micros]) => `${process} ${micros.toFixed(0)}`);
  const figures = [
    run.cpuMicrosPerRequest.toFixed(0),
    run.perSecond.toFixed(0),
    run.p50Ms.toFixed(1),
    run.p99Ms.toFixed(1),
  ];
  return [name.padEnd(44), ...figures.map((figure) => figure.padStart(8)), shares.join(' · ')].join('  ');
}
