/**
 * `npm run bench -- fairness`: what one change of policy, and one consent that somebody holds, cost the others. Two
 * gateways on one database are asked as fast as they can answer, meanwhile
 * - twenty policies are applied, one after the other: how long each took,
 * - one consent is locked for some seconds: what lookups on others waited, and what became of lookups on that one.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Pool } from 'undici';
import type { PolicyFile } from '../apps/gateway/src/policy/policy.file.ts';
import { applyPolicy } from '../apps/gateway/src/policy/policy.writer.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { closedLoop } from './lookup/closed-loop.ts';
import { type Load, prepareLoads } from './lookup/loads.ts';
import { applyBenchPolicy } from './lookup/policy.ts';
import { type LoadResult, median, round } from './measure.ts';

const applications = Number(process.env['BENCH_APPLICATIONS'] ?? 20);
const heldSeconds = Number(process.env['BENCH_SECONDS'] ?? 5);
const concurrency = Number(process.env['BENCH_CONCURRENCY'] ?? 64);
const residents = 2_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, residents and two gateways …');
const stack = await IsolatedStack.start(['identity', 'residents', 'gateway']);
const { migratorUrl } = stack.databases.gateway;
try {
  await applyBenchPolicy(stack, 'parking-hannover');
  await Promise.all([stack.startApp('identity'), stack.startApp('residents'), stack.startApp('gateway')]);
  const { port } = await stack.startReplica('gateway');
  const second = `http://127.0.0.1:${port}`;
  const loads = await prepareLoads(stack, residents);
  const load = await loads.lookup();
  // The second is half of the people ahead, so that the two do not meet at the same consents.
  const ahead = (n: number) => load.request(n + residents / 2);
  const both = [load, { ...load, url: second, request: ahead }];
  await underLoad(both, 3, () => Promise.resolve());
  const policy = await changesOfPolicy(both);
  const consent = await heldConsent(both);
  report(policy, consent);
} finally {
  await stack.stop();
}

/** Both gateways are asked for `seconds`; `work` runs meanwhile. */
async function underLoad<T>(both: readonly Load[], seconds: number, work: () => Promise<T>) {
  const [result, ...answered] = await Promise.all([
    delay(500).then(work),
    ...both.map((load) => closedLoop(load, concurrency, seconds)),
  ]);
  return { result, answered: answered as readonly LoadResult[] };
}

async function changesOfPolicy(both: readonly Load[]) {
  say(`${applications} changes of policy under load …`);
  const policy = JSON.parse(readFileSync(stack.home.path('bench-policy.json'), 'utf8')) as PolicyFile;
  const { result, answered } = await underLoad(both, applications * 1.5, async () => {
    const tookMs: number[] = [];
    for (let n = 0; n < applications; n++) {
      const title = { de: `Fassung ${n}`, en: `Version ${n}` };
      const purposes = policy.purposes.map((each, index) => (index === 0 ? { ...each, title } : each));
      const begun = performance.now();
      await applyPolicy(migratorUrl, { ...policy, purposes });
      tookMs.push(performance.now() - begun);
      await delay(500);
    }
    return tookMs;
  });
  say(`applied after ${result.map((tookMs) => round(tookMs, 0)).join(', ')} ms`);
  return { tookMs: result, answered };
}

async function heldConsent(both: readonly Load[]) {
  say(`one consent locked for ${heldSeconds} s under load …`);
  const own = both[0] as Load;
  const { consentId } = JSON.parse(own.request(0).body as string) as { readonly consentId: string };
  const others = both.map((load) => ({
    ...load,
    request: (n: number) => {
      const request = load.request(n);
      return request.body?.includes(consentId) ? load.request(n + 1) : request;
    },
  }));
  const free = await underLoad(others, heldSeconds, () => Promise.resolve());
  const held = await underLoad(others, heldSeconds, () => holding(consentId, () => askedMeanwhile(own)));
  return { free: free.answered, held: held.answered, own: held.result };
}

async function holding<T>(consentId: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: migratorUrl });
  // A load that failed ends the stack, and with it this connection.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select from consent where id = $1 for update', [consentId]);
    return await work();
  } finally {
    await client.end();
  }
}

/** What a lookup on the held consent was answered, by status, and how long the longest took. */
async function askedMeanwhile(load: Load) {
  const pool = new Pool(load.url, { connections: 8 });
  const end = performance.now() + heldSeconds * 1_000 - 500;
  const statuses: Record<number, number> = {};
  let longestMs = 0;
  const ask = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      const { headers, method } = load;
      const { statusCode, body } = await pool.request({ ...load.request(0), headers, method });
      await body.dump();
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
      longestMs = Math.max(longestMs, performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  await pool.close();
  return { statuses, longestMs: round(longestMs) };
}

function report(
  policy: Awaited<ReturnType<typeof changesOfPolicy>>,
  consent: Awaited<ReturnType<typeof heldConsent>>,
): void {
  const rate = (answered: readonly LoadResult[]): number =>
    round(
      answered.reduce((sum, { requests, seconds }) => sum + requests / seconds, 0),
      0,
    );
  const p99 = (answered: readonly LoadResult[]): number =>
    round(Math.max(...answered.map(({ p99Ms }) => p99Ms)));
  const figures = {
    applications,
    appliedMedianMs: round(median(policy.tookMs)),
    appliedLongestMs: round(Math.max(...policy.tookMs)),
    lookupsPerSecondMeanwhile: rate(policy.answered),
    lookupsP99MsMeanwhile: p99(policy.answered),
    othersPerSecond: rate(consent.free),
    othersP99Ms: p99(consent.free),
    othersPerSecondWhileHeld: rate(consent.held),
    othersP99MsWhileHeld: p99(consent.held),
    onTheHeldOne: consent.own,
  };
  for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(28)} ${JSON.stringify(value)}`);
  say(JSON.stringify({ bench: 'fairness', ...figures, inFlight: 2 * concurrency }));
}
