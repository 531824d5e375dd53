/**
 * `npm run bench -- lookup`: the complete lawful lookup against an ordinary NestJS + Fastify + TypeORM endpoint on the
 * same record, in one run, turn by turn, on the same cores. CPU time counts every process that serves (PostgreSQL
 * included), not the load generator.
 */
import { cpus } from 'node:os';
import { freePort } from '#libs/local-services';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { startProgram } from '../deploy/local/program.ts';
import { untilReady } from '../deploy/local/readiness.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { loadResidents } from './sample-people.ts';
import { closedLoop, type Load } from './closed-loop.ts';
import { insertChoices, question, recordIds } from './lookup-setup.ts';
import { measure, round, type Run, summary } from './measure.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 5);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6);
const concurrency = Number(process.env['BENCH_CONCURRENCY'] ?? 64);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, residents, gateway …');
const stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
try {
  await run();
} finally {
  await stack.stop();
}

async function run(): Promise<void> {
  const [, residents, gateway] = await Promise.all([
    stack.startApp('identity'),
    stack.startApp('residents'),
    stack.startApp('gateway'),
  ]);
  say('2,000 residents …');
  const people = await loadResidents(stack, 2_000);
  const [choices, ids] = await Promise.all([insertChoices(stack, people), recordIds(stack, people)]);
  const port = await freePort();
  const baseline = startProgram(stack.home, {
    name: 'baseline',
    script: 'bench/baseline.main.js',
    env: { DATABASE_URL: stack.facts.databaseUrls.residents, PORT: `${port}` },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(baseline, url);

  const pick = (n: number): number => (n * 7_919) % people.length;
  const plain = (route: string): Load => ({
    url,
    method: 'GET',
    headers: {},
    request: (n) => ({ path: `/${route}/${ids[pick(n)]}` }),
    concurrency,
    seconds,
    expect: '"familyName"',
  });
  const lookup = async (): Promise<Load> => ({
    url: stack.endpoints.apps.gateway,
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(stack.endpoints, 'parking-hannover')}`,
      'content-type': 'application/json',
    },
    request: (n) => ({
      path: '/v1/lookups',
      body: JSON.stringify({
        evidenceType: question.evidenceType,
        purpose: question.purpose,
        subject: { idnr: people[pick(n)]?.idnr, birthDate: people[pick(n)]?.birthDate },
        consentId: choices[pick(n)],
      }),
    }),
    concurrency,
    seconds,
    expect: '"EVIDENCE"',
  });

  const ours = { gateway: gateway.pid, residents: residents.pid, postgres: stack.postgres.pid };
  const theirs = { nest: baseline.pid, postgres: stack.postgres.pid };
  const results: Record<'whole' | 'some' | 'lawful', Run[]> = { whole: [], some: [], lawful: [] };
  for (let round = 0; round <= runs; round++) {
    say(round === 0 ? 'warming up …' : `run ${round} of ${runs} …`);
    const whole = await measure(theirs, () => closedLoop(plain('residents')));
    const some = await measure(theirs, () => closedLoop(plain('some')));
    const load = await lookup();
    const lawful = await measure(ours, () => closedLoop(load));
    if (round === 0) continue;
    results.whole.push(whole);
    results.some.push(some);
    results.lawful.push(lawful);
  }
  report(summary(results.whole), summary(results.some), summary(results.lawful));
}

function report(whole: Run, some: Run, lawful: Run): void {
  const row = (name: string, run: Run): string =>
    [
      name.padEnd(44),
      `${run.cpuMicrosPerRequest.toFixed(0)}`.padStart(8),
      `${run.perSecond.toFixed(0)}`.padStart(8),
      run.p50Ms.toFixed(1).padStart(8),
      run.p99Ms.toFixed(1).padStart(8),
      Object.entries(run.shares)
        .map(([process, micros]) => `${process} ${micros.toFixed(0)}`)
        .join(' · ')
        .padStart(4),
    ].join('  ');
  say(
    `\n${'median of '.concat(`${runs} runs, ${concurrency} in flight`).padEnd(44)}    CPU µs     per s    p50 ms    p99 ms  CPU µs by process`,
  );
  say(row('(a) NestJS + TypeORM findOne, whole record', whole));
  say(row('(a’) the same, only the columns needed', some));
  say(row('(b) complete lawful lookup', lawful));
  const ratio = lawful.cpuMicrosPerRequest / whole.cpuMicrosPerRequest;
  say(
    `\nb/a = ${ratio.toFixed(2)} in CPU; b/a’ = ${(lawful.cpuMicrosPerRequest / some.cpuMicrosPerRequest).toFixed(2)}`,
  );
  say(
    JSON.stringify({
      bench: 'lookup',
      ratio: round(ratio, 3),
      ratioToSelectedColumns: round(lawful.cpuMicrosPerRequest / some.cpuMicrosPerRequest, 3),
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
