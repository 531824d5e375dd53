/**
 * `npm run bench -- lookup`: the complete lawful lookup against an ordinary NestJS + Fastify + TypeORM endpoint on the
 * same record, in one run, turn by turn, on the same cores. CPU time counts every process that serves (PostgreSQL
 * included), not the load generator.
 */
import { freePort } from '#libs/local-services';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { startProgram } from '../deploy/local/program.ts';
import { untilReady } from '../deploy/local/readiness.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { loadResidents } from './sample-people.ts';
import { applyBenchPolicy } from './bench-policy.ts';
import { closedLoop, type Load } from './closed-loop.ts';
import { insertChoices, question, recordIds } from './lookup-setup.ts';
import { reportLookup } from './lookup-report.ts';
import { measure, type Run, summary } from './measure.ts';

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
  await applyBenchPolicy(stack, 'parking-hannover');
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
  reportLookup(
    { whole: summary(results.whole), some: summary(results.some), lawful: summary(results.lawful) },
    { runs, seconds, concurrency },
    say,
  );
}
