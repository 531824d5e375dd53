import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from '#libs/local-services';
import { PageSession } from './page-session.ts';

/** What each page shows once its script has run. */
const pages: Readonly<Record<string, RegExp>> = {
  '/': /<h1>/,
  '/docs': /Download OpenAPI Document/,
  '/problems': /token-missing/,
  '/problems/token-missing': /<h1/,
};
/** What the reference offers by default, and would send the description elsewhere by. */
const uploads = /Ask AI|Generate SDK|Deploy on Scalar|Generate MCP/;
const shownWithinMs = 60_000;
/** A page that shows everything may still be fetching what nobody needs. */
const afterwardsMs = 2_000;

/** Opens the pages of a service in Chromium that can reach nothing but this machine, and says what is wrong. */
export async function pagesAtFault(url: string, folder: string, command: string): Promise<string[]> {
  const profile = mkdtempSync(join(folder, 'browser-'));
  const browser = spawn(
    command,
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', '--remote-debugging-port=0'],
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => browser.once('close', () => resolve()));
  try {
    const address = await addressOf(browser, command);
    const faults: string[] = [];
    for (const [path, shown] of Object.entries(pages))
      faults.push(...(await pageAtFault(address, url, path, shown)));
    return faults;
  } finally {
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
}

async function pageAtFault(browser: string, url: string, path: string, shown: RegExp): Promise<string[]> {
  const tab = await fetch(`${browser}/json/new?about:blank`, { method: 'PUT' });
  const { webSocketDebuggerUrl } = (await tab.json()) as { webSocketDebuggerUrl: string };
  const page = await PageSession.open(webSocketDebuggerUrl);
  await page.send('Page.navigate', { url: url + path });
  const deadline = Date.now() + shownWithinMs;
  let html = await page.html();
  while (!shown.test(html) && Date.now() < deadline) {
    await sleep(200);
    html = await page.html();
  }
  await sleep(afterwardsMs);
  page.close();
  const foreign = page.log.requested.filter(
    (to) => !to.startsWith(`${url}/`) && !/^(data|about|blob):/.test(to),
  );
  return [
    ...(shown.test(html) ? [] : [`${path} does not show what it should`]),
    ...(/<title>[^<]+<\/title>/.test(html) ? [] : [`${path} has no title`]),
    ...(uploads.test(html) ? [`${path} offers to upload the description`] : []),
    ...foreign.map((to) => `${path} asked for ${to}`),
    ...page.log.refused.map((text) => `${path} was kept from something: ${text}`),
  ];
}

/** Where the browser listens, from the line it prints. */
function addressOf(browser: ReturnType<typeof spawn>, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    browser.once('error', () =>
      reject(new LocalFailure(`There is no ${command}: install it, or name it in CHROMIUM.`)),
    );
    browser.once('close', () => reject(new LocalFailure(`The browser ended: ${printed.slice(-500)}`)));
    browser.stderr?.on('data', (part: Buffer) => {
      printed += part.toString();
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(printed)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}
