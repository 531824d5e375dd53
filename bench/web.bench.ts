/**
 * `npm run bench -- web`: the portal in figures. What a page costs beside the calls that it makes, at one visitor and under
 * load, turn by turn with the same calls without the portal; what a first visit loads, counted from real responses; and when
 * a phone of Lighthouse's mobile profile shows it, in Debian's chromium. The load generator is on the same cores.
 */
import { cpus, loadavg } from 'node:os';
import { table } from '#libs/terminal';
import { openBrowser } from '../test/web/browser.ts';
import { measure, round, type Run, sharesText, summary } from './measure.ts';
import { firstVisits, type Visited } from './web/first-visits.ts';
import { manyAtOnce, oneByOne } from './web/loads.ts';
import { TrailStand } from './web/trail-stand.ts';

const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5);
const pages = Number(process.env['BENCH_PAGES'] ?? 300);
const concurrency = Number(process.env['BENCH_CONCURRENCY'] ?? 16);
const goals = { besideMs: 50, perSecond: 100, scriptKb: 30, firstVisitKb: 200, lcpMs: 2_000, shift: 0 };
const say = (text: string): void => void process.stdout.write(`${text}\n`);

say('starting PostgreSQL, Kafka, identity, residents, gateway, procedures, portal …');
const stand = await TrailStand.start();
try {
  const { pids, contenders } = stand;
  const { page, calls } = contenders;
  await oneByOne([page, calls], 50);
  say(`${pages} pages, one after the other, in turn with their calls …`);
  const alone = await oneByOne([page, calls], pages);
  const loaded: { readonly page: Run[]; readonly calls: Run[] } = { page: [], calls: [] };
  for (let run = 0; run <= runs; run++) {
    say(run === 0 ? 'warming up …' : `run ${run} of ${runs} …`);
    const paged = await measure(pids, () => manyAtOnce(page, concurrency, seconds));
    const called = await measure(pids, () => manyAtOnce(calls, concurrency, seconds));
    if (run === 0) continue;
    loaded.page.push(paged);
    loaded.calls.push(called);
  }
  say('first visits on a phone …');
  const browser = await openBrowser();
  const visits = await firstVisits(browser, stand.visits);
  await browser.close();
  report(alone, { page: summary(loaded.page), calls: summary(loaded.calls) }, visits);
} finally {
  await stand.stop();
}

function report(
  [page, calls]: Awaited<ReturnType<typeof oneByOne>>,
  loaded: { readonly page: Run; readonly calls: Run },
  visits: readonly Visited[],
): void {
  const besideP50 = page!.p50Ms - calls!.p50Ms;
  const besideP99 = page!.p99Ms - calls!.p50Ms;
  const rows = [
    { name: `trail of ${stand.rows} rows`, run: loaded.page },
    { name: 'its calls without the portal', run: loaded.calls },
  ];
  say(
    `\n${table(rows, [
      { title: `${concurrency} at once, median of ${runs} runs of ${seconds} s`, of: ({ name }) => name },
      { title: 'per s', of: (row) => row.run.perSecond.toFixed(0), right: true },
      { title: 'p50 ms', of: (row) => row.run.p50Ms.toFixed(1), right: true },
      { title: 'p99 ms', of: (row) => row.run.p99Ms.toFixed(1), right: true },
      { title: 'CPU µs', of: (row) => row.run.cpuMicrosPerRequest.toFixed(0), right: true },
      { title: 'CPU µs by process', of: (row) => sharesText(row.run.shares) },
    ])}`,
  );
  say(
    `\n${table(visits, [
      { title: 'first visit', of: ({ name }) => name },
      { title: 'kB', of: (each) => each.kb.toFixed(1), right: true },
      { title: 'script kB', of: (each) => each.scriptKb.toFixed(1), right: true },
      { title: 'LCP ms', of: (each) => each.lcpMs.toFixed(0), right: true },
      {
        title: 'LCP ms, as Lighthouse throttles',
        of: (each) => each.lighthouseLcpMs.toFixed(0),
        right: true,
      },
      { title: 'shift', of: (each) => each.shift.toFixed(3), right: true },
    ])}`,
  );
  const most = (of: (visit: Visited) => number): number => Math.max(...visits.map(of));
  const figures = {
    besideP50Ms: round(besideP50, 2),
    besideP99Ms: round(besideP99, 2),
    pagesPerSecond: round(loaded.page.perSecond),
    callsPerSecond: round(loaded.calls.perSecond),
    pageCpuMicros: round(loaded.page.cpuMicrosPerRequest, 0),
    callsCpuMicros: round(loaded.calls.cpuMicrosPerRequest, 0),
    scriptKb: round(most(({ scriptKb }) => scriptKb)),
    firstVisitKb: round(most(({ kb }) => kb)),
    lcpMs: round(
      most(({ lcpMs }) => lcpMs),
      0,
    ),
    lighthouseLcpMs: round(
      most(({ lighthouseLcpMs }) => lighthouseLcpMs),
      0,
    ),
    shift: round(
      most(({ shift }) => shift),
      4,
    ),
  };
  const isKept =
    figures.besideP99Ms <= goals.besideMs &&
    figures.pagesPerSecond >= goals.perSecond &&
    figures.scriptKb <= goals.scriptKb &&
    figures.firstVisitKb <= goals.firstVisitKb &&
    figures.lcpMs <= goals.lcpMs &&
    figures.shift <= goals.shift;
  say(
    `\nBeside its calls a page takes ${figures.besideP50Ms} ms, p99 ${figures.besideP99Ms} ms; ${isKept ? 'all goals are kept' : 'not every goal is kept'}.`,
  );
  say(
    JSON.stringify({
      bench: 'web',
      ratio: round(loaded.page.perSecond / loaded.calls.perSecond, 3),
      ...figures,
      goals,
      isKept,
      rows: stand.rows,
      inFlight: concurrency,
      runs,
      secondsPerRun: seconds,
      load: loadavg().map((each) => round(each)),
      machine: `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    }),
  );
}
