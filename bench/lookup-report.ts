import { cpus } from 'node:os';
import { round, type Run } from './measure.ts';

export interface LookupFigures {
  readonly whole: Run;
  readonly some: Run;
  readonly lawful: Run;
}

export interface Conditions {
  readonly runs: number;
  readonly seconds: number;
  readonly concurrency: number;
}

/** Prints the table and, as the last line, the figures as JSON. */
export function reportLookup(
  { whole, some, lawful }: LookupFigures,
  { runs, seconds, concurrency }: Conditions,
  say: (text: string) => void,
): void {
  const ratio = lawful.cpuMicrosPerRequest / whole.cpuMicrosPerRequest;
  const ratioToSelectedColumns = lawful.cpuMicrosPerRequest / some.cpuMicrosPerRequest;
  const title = `median of ${runs} runs of ${seconds} s, ${concurrency} in flight`;
  say(`\n${title.padEnd(44)}    CPU µs     per s    p50 ms    p99 ms  CPU µs by process`);
  say(row('(a)  NestJS + TypeORM findOne, whole record', whole));
  say(row('(a’) the same, only the columns needed', some));
  say(row('(b)  complete lawful lookup', lawful));
  say(`\nCPU: b/a = ${ratio.toFixed(2)}, b/a’ = ${ratioToSelectedColumns.toFixed(2)}`);
  say(
    JSON.stringify({
      bench: 'lookup',
      ratio: round(ratio, 3),
      ratioToSelectedColumns: round(ratioToSelectedColumns, 3),
      lookupCpuMicros: round(lawful.cpuMicrosPerRequest),
      baselineCpuMicros: round(whole.cpuMicrosPerRequest),
      selectedColumnsCpuMicros: round(some.cpuMicrosPerRequest),
      lookupsPerSecond: round(lawful.perSecond, 0),
      baselinePerSecond: round(whole.perSecond, 0),
      lookupP50Ms: round(lawful.p50Ms, 2),
      lookupP99Ms: round(lawful.p99Ms, 2),
      baselineP50Ms: round(whole.p50Ms, 2),
      baselineP99Ms: round(whole.p99Ms, 2),
      runs,
      secondsPerRun: seconds,
      inFlight: concurrency,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}

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
