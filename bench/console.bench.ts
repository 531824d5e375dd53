/**
 * `npm run bench -- console`: the console of operators in figures, over a hundred topics that are written to and fifty
 * groups that read. What its page of streams takes, turn by turn with its calls and where each look needs a new picture;
 * how soon an open page tells a change; what twenty open ones cost; and what a first visit loads, counted from real
 * responses. Who writes, looks and measures is on the same cores.
 */
import { cpus, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { table } from '#libs/terminal';
import { openBrowser } from '../test/web/browser.ts';
import { changesSeen } from './console/changes-seen.ts';
import { consolesCost } from './console/consoles-cost.ts';
import { OperatorsStand } from './console/operators-stand.ts';
import { round, type LoadResult } from './measure.ts';
import { firstVisits } from './web/first-visits.ts';
import { type Contender, oneByOne } from './web/loads.ts';

const of = (name: string, usual: number): number => Number(process.env[`BENCH_${name}`] ?? usual);
const wanted = { topics: of('TOPICS', 100), groups: of('GROUPS', 50) };
const [rounds, seconds, consoles] = [of('RUNS', 3), of('SECONDS', 30), of('CONSOLES', 20)];
const [pages, looks, tries] = [of('PAGES', 200), of('LOOKS', 100), of('TRIES', 100)];
const goals = { pageP99Ms: 100, seenMs: 2_000, scriptKb: 60, corePercent: 3 };
/** The operator service's picture is older then. */
const PICTURE_MS = 1_050;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, the registers, operator, portal-console, topics and groups …');
const stand = await OperatorsStand.start(wanted);
try {
  const { topics, groups } = stand.sizes;
  const { page, calls } = await stand.contenders();
  await oneByOne([page, calls], 50);
  say(`${topics} topics, ${groups} groups; ${pages} pages, one after the other, in turn with their calls …`);
  const [often, called] = await oneByOne([page, calls], pages);
  say(`${looks} looks that each need a new picture …`);
  const fresh = await apart(page, looks);
  const freshCalls = await apart(calls, looks);
  say(`${tries} changes of each kind, until an open page tells them …`);
  const [one] = await stand.openConsoles(1);
  const seen = await changesSeen(one!, stand.streams, stand.parking, tries);
  one!.leave();
  say(`${consoles} open consoles and none, ${rounds} times ${seconds} s each …`);
  const cost = await consolesCost(stand, consoles, { rounds, seconds });
  say('first visits on a phone …');
  const browser = await openBrowser();
  const visits = await firstVisits(browser, await stand.visits());
  await browser.close();

  const times: readonly (readonly [string, LoadResult & { readonly maxMs?: number }])[] = [
    ['page, one after the other', often!],
    ['its calls without the portal', called!],
    ['page, each with a new picture', fresh],
    ['its calls, each with a new picture', freshCalls],
    ['an event that was written is told', seen.produced],
    ['a commit of a group is told', seen.committed],
    ['a parked event is told', seen.parked],
  ];
  say(
    `\n${table(times, [
      { title: 'ms', of: ([name]) => name },
      { title: 'p50', of: ([, { p50Ms }]) => p50Ms.toFixed(1), right: true },
      { title: 'p99', of: ([, { p99Ms }]) => p99Ms.toFixed(1), right: true },
      { title: 'most', of: ([, { maxMs }]) => maxMs?.toFixed(0) ?? '', right: true },
    ])}`,
  );
  const shares = Object.keys(cost.more);
  say(
    `\n${table(shares, [
      { title: '% of a core', of: (name) => name },
      { title: 'no console', of: (name) => cost.none[name]!.toFixed(2), right: true },
      { title: `${consoles} consoles`, of: (name) => cost.open[name]!.toFixed(2), right: true },
      { title: 'more', of: (name) => cost.more[name]!.toFixed(2), right: true },
    ])}`,
  );
  say(
    `\n${table(visits, [
      { title: 'first visit', of: ({ name }) => name },
      { title: 'kB', of: ({ kb }) => kb.toFixed(1), right: true },
      { title: 'script kB', of: ({ scriptKb }) => scriptKb.toFixed(1), right: true },
      { title: 'LCP ms', of: ({ lcpMs }) => lcpMs.toFixed(0), right: true },
    ])}`,
  );
  const changes = Object.values(seen);
  const figures = {
    pageP50Ms: round(often!.p50Ms, 1),
    pageP99Ms: round(often!.p99Ms, 1),
    newPictureP50Ms: round(fresh.p50Ms, 1),
    newPictureP99Ms: round(fresh.p99Ms, 1),
    newPictureCallsP99Ms: round(freshCalls.p99Ms, 1),
    besideP50Ms: round(often!.p50Ms - called!.p50Ms, 1),
    seenP50Ms: round(Math.max(...changes.map(({ p50Ms }) => p50Ms)), 0),
    seenP99Ms: round(Math.max(...changes.map(({ p99Ms }) => p99Ms)), 0),
    seenMaxMs: round(Math.max(...changes.map(({ maxMs }) => maxMs)), 0),
    scriptKb: round(Math.max(...visits.map(({ scriptKb }) => scriptKb))),
    firstVisitKb: round(Math.max(...visits.map(({ kb }) => kb))),
    corePercent: round(cost.more['portal-console']! + cost.more['operator']!, 2),
    toldPerSecond: round(cost.perSecond, 2),
    brokerPercent: round(cost.more['kafka']!, 2),
  };
  const isKept =
    Math.max(figures.pageP99Ms, figures.newPictureP99Ms) <= goals.pageP99Ms &&
    figures.seenP99Ms <= goals.seenMs &&
    figures.scriptKb <= goals.scriptKb &&
    figures.corePercent <= goals.corePercent;
  say(`\n${isKept ? 'All goals are kept.' : 'Not every goal is kept.'}`);
  say(
    JSON.stringify({
      bench: 'console',
      ratio: round(often!.p50Ms / called!.p50Ms, 3),
      ...figures,
      goals,
      isKept,
      ...{ topics, groups, consoles, tries, looks, rounds, secondsPerRun: seconds },
      load: loadavg().map((each) => round(each)),
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
} finally {
  await stand.stop();
}

async function apart(contender: Contender, rounds: number): Promise<LoadResult> {
  const paused: Contender = () => delay(PICTURE_MS);
  const [, looked] = await oneByOne([paused, contender], rounds);
  return looked!;
}
