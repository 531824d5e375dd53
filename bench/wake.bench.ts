/**
 * `npm run bench -- wake`: how soon an act is published when nobody polls. Two processes of the residents register, of
 * which one leads; acts through either, at a steady rate, each seen by a consumer. Counted from the act's answer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { changeTopic } from '#libs/contracts';
import { followTopic, kafkaClient } from '#libs/kafka';
import { freePort } from '#libs/local-services';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { moveResident } from '../deploy/local/move-resident.ts';
import { round } from './measure.ts';
import { loadResidents } from './sample-people.ts';

const acts = Number(process.env['BENCH_ACTS'] ?? 300);
const perSecond = 10;
const goalP99Ms = 100;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Lateness {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

const stack = await IsolatedStack.start(['identity', 'residents']);
try {
  await run();
} finally {
  await stack.stop();
}

async function run(): Promise<void> {
  const leading = stack.endpoints.apps.residents;
  await Promise.all([stack.startApp('identity'), stack.startApp('residents')]);
  const people = await loadResidents(stack, 2_000);
  // The first one has published by now, so it leads and goes on to.
  const port = await freePort();
  const standingBy = `http://127.0.0.1:${port}`;
  await stack.startApp('residents', { PORT: `${port}` });
  while (!(await isReady(standingBy))) await delay(100);

  const arrivedAt = new Map<string, number>();
  const stopReading = await followTopic(kafkaClient(stack.facts.kafkaAdmin, 'wake'), {
    topic: changeTopic('residents'),
    as: 'wake',
    onMessage: ({ value }) => {
      const { id } = JSON.parse(value?.toString() ?? '') as { readonly id: string };
      arrivedAt.set(id, performance.now());
    },
  });
  const lateness = async (url: string): Promise<Lateness> => {
    const answeredAt = new Map<string, number>();
    for (let n = 0; n < acts; n += 1) {
      const pause = delay(1_000 / perSecond);
      const { receipt } = await moveResident(endpointsFor(url, people[n]?.idnr ?? ''), 'somebody');
      answeredAt.set(receipt.eventId, performance.now());
      await pause;
    }
    await delay(2_000);
    const late = [...answeredAt]
      .map(([id, at]) => (arrivedAt.get(id) ?? Infinity) - at)
      .sort((a, b) => a - b);
    const at = (share: number): number => round(late[Math.floor(late.length * share)] ?? NaN, 1);
    return { p50Ms: at(0.5), p99Ms: at(0.99), mostMs: round(late.at(-1) ?? NaN, 1) };
  };
  say(`${acts} acts in the process that leads …`);
  const here = await lateness(leading);
  say(`${acts} acts in the other …`);
  const there = await lateness(standingBy);
  await stopReading();
  for (const [name, { p50Ms, p99Ms, mostMs }] of Object.entries({ leading: here, other: there }))
    say(`${name.padEnd(10)} p50 ${p50Ms} ms   p99 ${p99Ms} ms   at most ${mostMs} ms`);
  say(
    JSON.stringify({ bench: 'wake', acts, perSecond, here, there, goalP99Ms, met: there.p99Ms <= goalP99Ms }),
  );
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function endpointsFor(residents: string, idnr: string): Endpoints {
  const { apps, citizens } = stack.endpoints;
  const [example] = Object.values(citizens);
  if (!example) throw new Error('There are no demo citizens.');
  return { ...stack.endpoints, apps: { ...apps, residents }, citizens: { somebody: { ...example, idnr } } };
}
