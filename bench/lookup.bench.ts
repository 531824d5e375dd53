/**
 * `npm run bench -- lookup [cpu] [stack]`, without a word both. `two` beside them: two registers share the residents, each with
 * half of the authorities, and the gateway routes (ADR 0045).
 * `cpu`: the complete lawful lookup against an ordinary NestJS + Fastify + TypeORM endpoint on the same record, turn by
 * turn, on the same cores. CPU time counts every process that serves (PostgreSQL included), not the load generator.
 * `--secure` instead: TLS on both hops and bound tokens against that endpoint with TLS and a check of tokens.
 * `--traces` or `--metrics` instead: the same lookup with and without them.
 * `stack`: what a caller waits while every service runs and its consumers have work.
 */
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { compareCpu } from './lookup/cpu.ts';
import { besideEvents } from './lookup/event-stream.ts';
import { type Loads, prepareLoads } from './lookup/loads.ts';
import { byCertificate, byProof, registerByProof, secureLoads } from './lookup/secure-loads.ts';
import { compareSecure } from './lookup/secure.ts';
import { compareMetrics, compareTraces } from './lookup/seeing.ts';
import { appFor, registersOfTwo, startSecond, untilRouted } from './lookup/two-registers.ts';
import { applyBenchPolicy } from './lookup/policy.ts';
import { reportLookup } from './lookup/report.ts';
import { measureWaiting, type StackFigures } from './lookup/whole-stack.ts';

const conditions = {
  runs: Number(process.env['BENCH_RUNS'] ?? 5),
  seconds: Number(process.env['BENCH_SECONDS'] ?? 6),
  concurrency: Number(process.env['BENCH_CONCURRENCY'] ?? 64),
  eventsPerSecond: Number(process.env['BENCH_EVENTS'] ?? 100),
};
const parts = process.argv.slice(2);
const two = parts.includes('two');
const isSecure = parts.includes('--secure');
const seeing = Object.entries({ '--traces': compareTraces, '--metrics': compareMetrics }).find(([word]) =>
  parts.includes(word),
);
const isWanted = (part: string): boolean => parts.includes(part) || parts.every((each) => each === 'two');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, residents, gateway …');
const others = ['vehicles', 'business', 'operator'] as const;
const stack = await IsolatedStack.start(
  ['identity', 'residents', ...(two ? (['residents-goettingen'] as const) : []), 'gateway', ...others],
  {},
  isSecure,
);
try {
  await applyBenchPolicy(stack, byCertificate, byProof);
  if (isSecure) registerByProof(stack);
  const [, residents, gateway] = await Promise.all([
    stack.startApp('identity'),
    stack.startApp('residents'),
    stack.startApp('gateway', two ? registersOfTwo(stack) : {}),
  ]);
  const second = two ? await startSecond(stack) : undefined;
  say('2,000 residents …');
  const loads = await prepareLoads(stack, 2_000, two ? appFor : undefined);
  if (two) await untilRouted(stack, 2_000);
  const pids = { gateway: gateway.pid, residents: residents.pid, ...(second && { second: second.pid }) };
  if (isSecure) {
    await compareSecure(stack, secureLoads(stack, loads), pids, conditions, say);
  } else if (seeing) {
    await seeing[1]({ stack, loads, conditions, say });
  } else {
    const cpu = isWanted('cpu') ? await compareCpu(stack, loads, pids, conditions, say) : undefined;
    const whole = isWanted('stack') ? await wholeStack(loads) : undefined;
    reportLookup({ cpu, whole }, conditions, say);
  }
} finally {
  await stack.stop();
}

async function wholeStack(loads: Loads): Promise<StackFigures> {
  say('starting vehicles, business, operator …');
  await Promise.all([stack.startApp('vehicles'), stack.startApp('business'), stack.startApp('operator')]);
  const { residents } = stack.facts.databaseUrls;
  return besideEvents(residents, conditions.eventsPerSecond, () =>
    measureWaiting(loads, conditions.seconds, say),
  );
}
