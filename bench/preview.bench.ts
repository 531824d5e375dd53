/**
 * `npm run bench -- preview`: preview, use and release of one evidence type against two plain lookups of it, turn by turn, on
 * the same people, consents and cores. CPU time counts every process that serves (PostgreSQL included), not the load
 * generator, which also logs the citizens in: each story has a session of its own.
 */
import { cpus } from 'node:os';
import { table } from '#libs/terminal';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { applyBenchPolicy } from './lookup/policy.ts';
import { measure, round, type Run, sharesText, summary } from './measure.ts';
import { openSessions } from './preview/sessions.ts';
import { prepareStories, type Story, tell } from './preview/stories.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 5);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6);
const concurrency = Number(process.env['BENCH_CONCURRENCY'] ?? 64);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, residents, gateway …');
const stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
const sessions = await openSessions(stack.endpoints.clients['parking-hannover']!.audience);
try {
  await applyBenchPolicy(stack, 'parking-hannover');
  const [, residents, gateway] = await Promise.all([
    stack.startApp('identity'),
    stack.startApp('residents'),
    stack.startApp('gateway', { ISSUER_URL: sessions.issuerUrl }),
  ]);
  say('2,000 residents …');
  const stories = await prepareStories(stack, sessions, 2_000);
  const pids = { gateway: gateway.pid, residents: residents.pid, postgres: stack.postgres.pid };
  const run = (story: Story): Promise<Run> => measure(pids, () => tell(stories, story, concurrency, seconds));
  const lookups: Run[] = [];
  const previews: Run[] = [];
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warming up …' : `run ${round} of ${runs} …`);
    const [two, three] = [await run(stories.twoLookups), await run(stories.preview)];
    if (round === 0) continue;
    lookups.push(two);
    previews.push(three);
  }
  report(summary(lookups), summary(previews));
} finally {
  sessions.close();
  await stack.stop();
}

function report(lookups: Run, previews: Run): void {
  const title = `median of ${runs} runs of ${seconds} s, ${concurrency} stories going`;
  const rows = [
    { name: 'two plain lookups', run: lookups },
    { name: 'preview, use, release', run: previews },
  ];
  const figures = table(rows, [
    { title, of: ({ name }) => name },
    { title: 'CPU µs', of: (row) => row.run.cpuMicrosPerRequest.toFixed(0), right: true },
    { title: 'per s', of: (row) => row.run.perSecond.toFixed(0), right: true },
    { title: 'p50 ms', of: (row) => row.run.p50Ms.toFixed(1), right: true },
    { title: 'p99 ms', of: (row) => row.run.p99Ms.toFixed(1), right: true },
    { title: 'CPU µs by process', of: (row) => sharesText(row.run.shares) },
  ]);
  const ratio = previews.cpuMicrosPerRequest / lookups.cpuMicrosPerRequest;
  say(`\n${figures}\n\nCPU: ${ratio.toFixed(2)} of two lookups`);
  say(
    JSON.stringify({
      bench: 'preview',
      ratio: round(ratio, 3),
      twoLookupsCpuMicros: round(lookups.cpuMicrosPerRequest),
      previewCpuMicros: round(previews.cpuMicrosPerRequest),
      previewP50Ms: round(previews.p50Ms, 2),
      previewP99Ms: round(previews.p99Ms, 2),
      runs,
      secondsPerRun: seconds,
      inFlight: concurrency,
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}
