/**
 * `npm run bench -- upkeep-days [days]`: forty days of upkeep. Gateway, residents, vehicles and identity as the local
 * stack starts them, PostgreSQL and this program run under Debian's `faketime` (its library: FAKETIME_LIBRARY), whose
 * clock is put forward day by day while offices record acts and ask through HTTP. Not moved:
 * - Kafka keeps the real time. It refuses events that are more than an hour ahead of it, so here its topics take any.
 * - Monotonic time, so no process sees the hours pass after which its upkeep runs again. Each day a second process of each
 *   service is started instead, whose upkeep runs as at any start; the first ones live through all the days.
 * - Processes see a new day within two seconds of each other. Nobody asks for these two.
 */
import pg from 'pg';
import { AUDIT_ANCHOR_TOPIC } from '#libs/contracts';
import { ConfigResourceTypes, kafkaClient, withAdmin } from '#libs/kafka';
import { table } from '#libs/terminal';
import { eventTopics } from '../deploy/local/event-topics.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { patiently } from '../deploy/local/patiently.ts';
import { applyToStack, consentPolicy } from './lookup/policy.ts';
import { percentile, round } from './measure.ts';
import { daysStates } from './upkeep/days-state.ts';
import { DaysTraffic, kinds } from './upkeep/days-traffic.ts';
import { LockWaits } from './upkeep/lock-waits.ts';
import { MovedClock } from './upkeep/moved-clock.ts';
import { upkeepOf } from './upkeep/upkeep-metrics.ts';

const days = Number(process.argv[2] ?? 40);
const services = ['gateway', 'residents', 'vehicles'] as const;
type Service = (typeof services)[number];
/** Tasks run each hour at the latest, so nothing may have been due for longer when they are through. */
const MOST_LAG_S = 3_600;
const MOST_WAIT_MS = 200;
const TASKS_WITHIN_MS = 60_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface TaskFigures {
  readonly service: Service;
  readonly task: string;
  handled: number;
  runs: number;
  lagSeconds: number;
}

await MovedClock.within(run);
process.exit();

async function run(clock: MovedClock): Promise<void> {
  say('starting PostgreSQL, Kafka, identity, residents, vehicles and gateway …');
  const stack = await IsolatedStack.start(['identity', ...services], clock.variables);
  try {
    await takeAnyTime(stack);
    await Promise.all((['identity', ...services] as const).map((app) => stack.startApp(app)));
    await applyToStack(stack, consentPolicy());
    const traffic = new DaysTraffic(stack);
    await traffic.prepare();
    for (const service of services)
      for (const sql of daysStates[service].fill) await ask(stack, service, sql);
    await livingOn(stack, clock, traffic);
  } finally {
    await stack.stop();
  }
}

async function livingOn(stack: IsolatedStack, clock: MovedClock, traffic: DaysTraffic): Promise<void> {
  const tasks = new Map<string, TaskFigures>();
  const faults = new Set<string>();
  const locks = new LockWaits(stack.adminUrl);
  await locks.start();
  for (let day = 1; day <= days; day += 1) {
    await clock.putTo(day);
    await patiently({ mostMs: 30_000, tell: say }, () => traffic.consent());
    await traffic.during(async () => {
      for (const service of services) await upkeepOfOneDay(stack, service, tasks, faults);
    });
    for (const service of services)
      for (const [what, sql] of Object.entries(daysStates[service].checks)) {
        const found = await ask(stack, service, sql);
        if (found !== 0) faults.add(`${service}, day ${day}: ${found} ${what}`);
      }
    say(
      `day ${day}: ${new Date().toISOString().slice(0, 10)}, ${kinds.map((kind) => `${traffic.waits[kind].length} ${kind}s`).join(', ')}`,
    );
  }
  await locks.stop();
  for (const fault of traffic.faults) faults.add(fault);
  if (locks.longestMs > MOST_WAIT_MS) faults.add(`${round(locks.longestMs, 0)} ms: ${locks.longest}`);
  report([...tasks.values()], traffic, locks, [...faults]);
}

/** A second process of the service is started; its upkeep runs while the first one answers. */
async function upkeepOfOneDay(
  stack: IsolatedStack,
  service: Service,
  tasks: Map<string, TaskFigures>,
  faults: Set<string>,
): Promise<void> {
  const begun = Date.now() / 1_000;
  const { managed, port } = await stack.startReplica(service);
  const doors = [stack.endpoints.system[service], `http://127.0.0.1:${port + 1_000}`] as const;
  const deadline = performance.now() + TASKS_WITHIN_MS;
  for (;;) {
    const [first, second] = await Promise.all(doors.map(upkeepOf));
    const late = [...second!].filter(
      ([task, { lastSuccess }]) => Math.max(lastSuccess, first!.get(task)?.lastSuccess ?? 0) < begun,
    );
    if (late.length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    for (const [task] of late) faults.add(`${service}: ${task} did not come to its end`);
    for (const [task, { handled, lagSeconds }] of second!) {
      const known = tasks.get(`${service} ${task}`) ?? { service, task, handled: 0, runs: 0, lagSeconds: 0 };
      known.handled += handled;
      known.runs += 1;
      known.lagSeconds = Math.max(known.lagSeconds, lagSeconds);
      tasks.set(`${service} ${task}`, known);
      if (lagSeconds > MOST_LAG_S) faults.add(`${service}: ${task} lags ${lagSeconds} s`);
    }
    break;
  }
  await managed.stop();
}

/** The broker would refuse what the moved clocks date. */
async function takeAnyTime(stack: IsolatedStack): Promise<void> {
  const topics = eventTopics.filter(({ topic }) => topic !== AUDIT_ANCHOR_TOPIC);
  const configEntries = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'message.timestamp.after.max.ms', value: '9223372036854775807' },
  ];
  await withAdmin(kafkaClient(stack.facts.kafkaAdmin, 'days'), (admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: topics.map(({ topic }) => ({ type: ConfigResourceTypes.TOPIC, name: topic, configEntries })),
    }),
  );
}

/** A statement of the owner of the service's tables; answers its `found`. */
async function ask(stack: IsolatedStack, service: Service, sql: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: stack.databases[service].migratorUrl });
  await client.connect();
  const { rows } = await client.query<{ found: number }>(sql);
  await client.end();
  return rows[0]?.found;
}

function report(
  tasks: readonly TaskFigures[],
  traffic: DaysTraffic,
  locks: LockWaits,
  faults: readonly string[],
): void {
  say(
    `\n${table(tasks, [
      { title: `${days} days`, of: ({ service, task }) => `${service}: ${task}` },
      { title: 'runs', of: ({ runs }) => runs, right: true },
      { title: 'handled', of: ({ handled }) => handled, right: true },
      { title: 'longest lag, s', of: ({ lagSeconds }) => lagSeconds.toFixed(0), right: true },
    ])}`,
  );
  const waits = kinds.map((kind) => {
    const sorted = traffic.waits[kind].toSorted((a, b) => a - b);
    const at = (share: number): number => round(percentile(sorted, share), 1);
    return {
      kind,
      count: sorted.length,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      mostMs: round(sorted.at(-1) ?? NaN, 0),
    };
  });
  say(
    `\n${table(waits, [
      { title: 'while a process starts', of: ({ kind }) => kind },
      { title: 'answers', of: ({ count }) => count, right: true },
      { title: 'p50 ms', of: ({ p50Ms }) => p50Ms, right: true },
      { title: 'p99 ms', of: ({ p99Ms }) => p99Ms, right: true },
      { title: 'longest ms', of: ({ mostMs }) => mostMs, right: true },
    ])}\n`,
  );
  say(
    `waits for a lock of the upkeep: ${[...locks.seen].map(([who, times]) => `${who} ${times}`).join(', ') || 'none'}`,
  );
  for (const fault of faults) say(`FAULT ${fault}`);
  const handled = Object.fromEntries(tasks.map((each) => [`${each.service} ${each.task}`, each.handled]));
  say(
    JSON.stringify({
      bench: 'upkeep-days',
      days,
      until: new Date().toISOString(),
      longestWaitForUpkeepMs: round(locks.longestMs, 0),
      waits,
      handled,
      faults,
    }),
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}
