import type { Browser, CDPSession } from 'playwright-core';
import { visitor } from '../../test/web/browser.ts';
import { median } from '../measure.ts';

export interface Visit {
  readonly name: string;
  readonly url: string;
  /** Of somebody who signed in. */
  readonly session?: { readonly name: string; readonly value: string; readonly url: string };
  /** A page that goes on being told figures is never idle. */
  readonly until?: 'load';
}

export interface Visited {
  readonly name: string;
  /** As they came over the line, compressed, with headers. */
  readonly kb: number;
  readonly scriptKb: number;
  readonly lcpMs: number;
  readonly lighthouseLcpMs: number;
  readonly shift: number;
}

interface Line {
  readonly latency: number;
  readonly downloadThroughput: number;
  readonly uploadThroughput: number;
}

const CPU_SLOWER = 4;
const ROUNDS = 3;
const mbit = (count: number): number => (count * 1_000_000) / 8;
/** The profile as it is written: 150 ms and 1.6 Mbit/s down, 750 kbit/s up. */
const mobile: Line = { latency: 150, downloadThroughput: mbit(1.6), uploadThroughput: mbit(0.75) };
/** As Lighthouse sets it where it throttles by the browser (lighthouse core/config/constants.js, DevTools mode). */
const lighthouse: Line = {
  latency: mobile.latency * 3.75,
  downloadThroughput: mobile.downloadThroughput * 0.9,
  uploadThroughput: mobile.uploadThroughput * 0.9,
};

const observed = `
  globalThis.seen = { lcp: 0, shift: 0 };
  new PerformanceObserver((list) => { for (const each of list.getEntries()) seen.lcp = each.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const each of list.getEntries()) seen.shift += each.value; })
    .observe({ type: 'layout-shift', buffered: true });`;

/** Each page as the first one of a browser that has nothing yet, a few times on each line. */
export async function firstVisits(browser: Browser, visits: readonly Visit[]): Promise<readonly Visited[]> {
  const all: Visited[] = [];
  for (const visit of visits) {
    const plain = await rounds(browser, visit, mobile);
    const slower = await rounds(browser, visit, lighthouse);
    const of = (each: typeof plain, pick: (seen: Seen) => number): number => median(each.map(pick));
    all.push({
      name: visit.name,
      kb: of(plain, ({ bytes }) => bytes) / 1_000,
      scriptKb: of(plain, ({ scriptBytes }) => scriptBytes) / 1_000,
      lcpMs: of(plain, ({ lcp }) => lcp),
      lighthouseLcpMs: of(slower, ({ lcp }) => lcp),
      shift: Math.max(...[...plain, ...slower].map(({ shift }) => shift)),
    });
  }
  return all;
}

interface Seen {
  readonly bytes: number;
  readonly scriptBytes: number;
  readonly lcp: number;
  readonly shift: number;
}

async function rounds(browser: Browser, visit: Visit, line: Line): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (let round = 0; round < ROUNDS; round++) seen.push(await visitOnce(browser, visit, line));
  return seen;
}

async function visitOnce(browser: Browser, { url, session, until }: Visit, line: Line): Promise<Seen> {
  const { page, context, faults } = await visitor(browser);
  if (session) await context.addCookies([session]);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...line });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
  const loaded = bytesOf(devtools);
  await page.addInitScript(observed);
  await page.goto(url, { waitUntil: until ?? 'networkidle' });
  const { lcp, shift } = await page.evaluate<{ lcp: number; shift: number }>('seen');
  await context.close();
  if (faults.length > 0) throw new Error(`${url}: ${faults.join('; ')}`);
  return { ...loaded(), lcp, shift };
}

function bytesOf(devtools: CDPSession): () => { bytes: number; scriptBytes: number } {
  const types = new Map<string, string>();
  let [bytes, scriptBytes] = [0, 0];
  devtools.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (types.get(requestId) === 'Script') scriptBytes += encodedDataLength;
  });
  return () => ({ bytes, scriptBytes });
}
