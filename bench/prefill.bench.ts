/**
 * `npm run bench -- prefill`: a form over three registers, filled in one call, against the single preview of each of them, for
 * one user with one session. Times are taken turn by turn, one call of each contender after the other, so that what else the
 * machine does hits all alike; CPU in blocks, of every process that serves (PostgreSQL included).
 */
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { table } from '#libs/terminal';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { root } from '../deploy/local/repository.ts';
import { measure, median, percentile, resultOf, round, sharesText } from './measure.ts';
import { applyPrefillPolicy, type Call, contenders } from './prefill/contenders.ts';
import { openSessions } from './preview/sessions.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 5);
const calls = Number(process.env['BENCH_CALLS'] ?? 150);
/** Of what times the withdrawals before each take, too. */
const FIRST_CALLS = 40;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicros: number;
  readonly shares: Readonly<Record<string, number>>;
}

say('starting PostgreSQL, Kafka, identity, three registers, gateway …');
const stack = await IsolatedStack.start(['identity', 'residents', 'vehicles', 'business', 'gateway']);
const sessions = await openSessions(stack.endpoints.clients['parking-hannover']!.audience);
try {
  await applyPrefillPolicy(stack);
  const forms = { FORMS_FOLDER: join(root, 'bench/prefill/forms') };
  const [, residents, vehicles, business, gateway] = await Promise.all([
    stack.startApp('identity'),
    stack.startApp('residents'),
    stack.startApp('vehicles'),
    stack.startApp('business'),
    stack.startApp('gateway', { ISSUER_URL: sessions.issuerUrl, ...forms }),
  ]);
  say('records …');
  const { previews, prefill, withdraw, close } = await contenders(stack, sessions);
  const pids = {
    gateway: gateway.pid,
    residents: residents.pid,
    vehicles: vehicles.pid,
    business: business.pid,
    postgres: stack.postgres.pid,
  };
  const all: Readonly<Record<string, Call>> = { ...previews, prefill };
  await timed(all, calls);
  const times = new Map<string, number[]>();
  const costs = new Map<string, Awaited<ReturnType<typeof measure>>[]>();
  for (let run = 1; run <= runs; run++) {
    say(`run ${run} of ${runs} …`);
    for (const [name, taken] of await timed(all, calls)) append(times, name, taken);
    for (const [name, call] of Object.entries(all))
      append(costs, name, [await measure(pids, () => block(call, calls))]);
  }
  const first: number[] = [];
  for (let n = 0; n < FIRST_CALLS; n++) {
    await withdraw();
    const begun = performance.now();
    await prefill();
    first.push(performance.now() - begun);
  }
  await close();
  report(
    new Map(Object.keys(all).map((name) => [name, figuresOf(times.get(name)!, costs.get(name)!)])),
    median(first),
  );
} finally {
  sessions.close();
  await stack.stop();
}

function append<T>(map: Map<string, T[]>, name: string, more: readonly T[]): void {
  map.set(name, [...(map.get(name) ?? []), ...more]);
}

/** One call of each after the other. */
async function timed(all: Readonly<Record<string, Call>>, rounds: number): Promise<Map<string, number[]>> {
  const taken = new Map(Object.keys(all).map((name): [string, number[]] => [name, []]));
  for (let n = 0; n < rounds; n++)
    for (const [name, call] of Object.entries(all)) {
      const begun = performance.now();
      await call();
      taken.get(name)!.push(performance.now() - begun);
    }
  return taken;
}

async function block(call: Call, count: number) {
  const begun = performance.now();
  for (let n = 0; n < count; n++) await call();
  const each = (performance.now() - begun) / count;
  return resultOf(
    Array.from({ length: count }, () => each),
    (each * count) / 1_000,
  );
}

function figuresOf(times: readonly number[], costs: readonly Awaited<ReturnType<typeof measure>>[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = costs.toSorted((a, b) => a.cpuMicrosPerRequest - b.cpuMicrosPerRequest)[costs.length >> 1]!;
  return {
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    cpuMicros: middle.cpuMicrosPerRequest,
    shares: middle.shares,
  };
}

function report(figures: ReadonlyMap<string, Figures>, firstP50Ms: number): void {
  const rows = [...figures].map(([name, run]) => ({ name, run }));
  const singles = rows.filter(({ name }) => name !== 'prefill').map(({ run }) => run);
  const { run } = rows.find(({ name }) => name === 'prefill')!;
  const slowest = Math.max(...singles.map(({ p50Ms }) => p50Ms));
  const onePreview = singles.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0) / singles.length;
  const [p50Ratio, cpuRatio] = [run.p50Ms / slowest, run.cpuMicros / onePreview];
  const load = loadavg()[0]!;
  const figureTable = table(rows, [
    {
      title: `one user, ${runs} runs of ${calls} calls, load ${load.toFixed(1)}`,
      of: ({ name }) => (name === 'prefill' ? 'prefill of all three' : `preview, ${name}`),
    },
    { title: 'p50 ms', of: (row) => row.run.p50Ms.toFixed(2), right: true },
    { title: 'p99 ms', of: (row) => row.run.p99Ms.toFixed(2), right: true },
    { title: 'CPU µs', of: (row) => row.run.cpuMicros.toFixed(0), right: true },
    { title: 'CPU µs by process', of: (row) => sharesText(row.run.shares) },
  ]);
  say(`\n${figureTable}\n`);
  say(
    `p50: ${p50Ratio.toFixed(2)} of the slowest single preview; CPU: ${cpuRatio.toFixed(2)} of one preview`,
  );
  say(`making the three choices as well: p50 ${firstP50Ms.toFixed(1)} ms`);
  say(
    JSON.stringify({
      bench: 'prefill',
      p50Ratio: round(p50Ratio, 3),
      cpuRatio: round(cpuRatio, 3),
      prefillP50Ms: round(run.p50Ms, 2),
      slowestPreviewP50Ms: round(slowest, 2),
      prefillCpuMicros: round(run.cpuMicros),
      onePreviewCpuMicros: round(onePreview),
      withNewChoicesP50Ms: round(firstP50Ms, 2),
      runs,
      callsPerRun: calls,
      load: round(load),
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}
