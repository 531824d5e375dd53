import { cpus } from 'node:os';
import { table } from '#libs/terminal';
import { median, round, sharesText } from '../measure.ts';
import type { Verdict } from './correctness.ts';
import type { Drain } from './drain.ts';
import type { Latency } from './latency.ts';

/** All that was measured of one contender. */
export interface Figures {
  readonly title: string;
  readonly drains: readonly Drain[];
  /** A drain while a kafkajs consumer reads along on the same cores. */
  readonly followed: Drain;
  readonly latency: Latency;
  readonly verdict?: Verdict;
}

export interface RelayConditions {
  readonly events: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly connect: string;
}

/** Prints the table and, as the last line, the figures as JSON. */
export function reportRelay(
  contenders: { readonly ours: Figures; readonly debezium: Figures } & Readonly<Record<string, Figures>>,
  { events, perSecond, seconds, connect }: RelayConditions,
  say: (text: string) => void,
): void {
  const { ours, debezium } = contenders;
  const runs = ours.drains.length;
  say(
    `\nDrain of ${events} rows (median of ${runs}; once more with a consumer), latency at ${perSecond}/s for ${seconds} s`,
  );
  say(
    table(Object.values(contenders), [
      { title: '', of: ({ title }) => title },
      { title: 'drain/s', of: (figures) => speedOf(figures).toFixed(0), right: true },
      { title: 'with consumer/s', of: ({ followed }) => followed.endToEndPerSecond.toFixed(0), right: true },
      { title: 'p50 ms', of: ({ latency }) => latency.p50Ms.toFixed(1), right: true },
      { title: 'p99 ms', of: ({ latency }) => latency.p99Ms.toFixed(1), right: true },
      { title: 'CPU µs per event', of: (figures) => sharesText(cpuOf(figures)) },
    ]),
  );
  for (const { title, verdict } of Object.values(contenders)) if (verdict) say(verdictLine(title, verdict));
  const ratio = speedOf(ours) / speedOf(debezium);
  say(`\nThroughput: ours = ${ratio.toFixed(2)} × Debezium (${connect})`);
  const others = Object.entries(contenders).map(([name, figures]) => [name, round(speedOf(figures), 0)]);
  say(
    JSON.stringify({
      bench: 'relay',
      ratio: round(ratio, 2),
      p50Ms: round(ours.latency.p50Ms, 2),
      p99Ms: round(ours.latency.p99Ms, 2),
      debeziumP50Ms: round(debezium.latency.p50Ms, 2),
      debeziumP99Ms: round(debezium.latency.p99Ms, 2),
      drainPerSecond: Object.fromEntries(others) as Record<string, number>,
      relayCpuMicros: round(cpuOf(ours)['relay'] ?? Number.NaN),
      connectCpuMicros: round(cpuOf(debezium)['relay'] ?? Number.NaN),
      events,
      runs,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}

const speedOf = ({ drains }: Figures): number => median(drains.map(({ perSecond }) => perSecond));

function cpuOf({ drains }: Figures): Readonly<Record<string, number>> {
  const names = Object.keys(drains[0]?.cpuMicros ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(drains.map(({ cpuMicros }) => cpuMicros[name] ?? Number.NaN))]),
  );
}

function verdictLine(title: string, { written, lost, inverted }: Verdict): string {
  const share = (count: number): string => `${count} (${((count * 100) / written).toFixed(1)} %)`;
  return `${title}: of ${written} events of 16 adversarial writers ${share(lost)} lost, ${share(inverted)} inverted per key`;
}
