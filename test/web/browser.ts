import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { root } from '../../deploy/local/repository.ts';

/** Debian's; no browser can be downloaded here. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Only this machine is there: whatever a page asked of anybody else would fail, and is told. */
const alone = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', alone] });

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What was asked of other hosts, what the policy stopped, and what scripts threw. */
  readonly faults: readonly string[];
}

export interface VisitorLook {
  readonly width?: number;
  readonly height?: number;
  readonly isDark?: boolean;
  readonly withoutScript?: boolean;
  readonly isReduced?: boolean;
  /** Certificates of a stack of our own are believed. */
  readonly isSecure?: boolean;
}

/** A browser profile of one person; 360 px wide, as most phones are, unless said otherwise. */
export async function visitor(browser: Browser, look: VisitorLook = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 360, height: look.height ?? 780 },
    colorScheme: look.isDark ? 'dark' : 'light',
    javaScriptEnabled: look.withoutScript !== true,
    reducedMotion: look.isReduced ? 'reduce' : 'no-preference',
    locale: 'de-DE',
    ignoreHTTPSErrors: look.isSecure === true,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== '127.0.0.1') faults.push(`asked of ${hostname}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Asked as often as one likes of one page as it was loaded: what costs is to bring axe there. */
export interface Axe {
  /** What it finds on the page as it stands, with no rule and no element left out. */
  findings(): Promise<readonly string[]>;
}

export async function axeOn(page: Page): Promise<Axe> {
  // In the browser's own world of extensions, which the page's policy does not reach.
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  await session.send('Runtime.evaluate', { expression: axe, contextId });
  const expression = `axe.run(document).then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) =>
      id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | '))))`;
  return {
    async findings() {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        contextId,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.text}`);
      return JSON.parse(String(result.value)) as string[];
    },
  };
}

/** What of a page cannot be seen without moving it sideways. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return wide > 0 ? [`${wide} px wider than the window`] : [];
}

/** What lies in a summary, which takes phrasing content and its heading alone (WHATWG HTML, "The summary element"). */
export const blocksInSummaries = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('summary :is(div, p, ul, ol, dl, table, section, form)')].map((block) => block.outerHTML)`,
  );

/**
 * What of an English page would be spoken as English and is not (WCAG 3.1.2): names of authorities, and whatever has
 * German letters unless a register or a person wrote it, or it is the name of a town.
 */
export function unmarkedGerman(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { parentElement: parent } = texts.currentNode;
      const data = texts.currentNode.data.replaceAll('Göttingen', '');
      if (parent.closest('[lang]').lang === 'de') continue;
      const isName = /Landeshauptstadt|Bundesamt|behörde/.test(data);
      if (isName || (/[äöüß]/i.test(data) && !parent.closest('[translate=no]'))) found.push(data.trim());
    }
    return found;
  })()`);
}
