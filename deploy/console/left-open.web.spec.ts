import type { Browser } from 'playwright-core';
import { eventually } from '#libs/test-kit';
import { openBrowser, visitor } from '../../test/web/browser.ts';
import { ConsoleStand } from './testing/console-stand.ts';

let stand: ConsoleStand;
let browser: Browser;
beforeAll(async () => {
  [stand, browser] = await Promise.all([ConsoleStand.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stand?.stop();
});

it('goes on with the session of a login in another tab, and says when that has ended', async () => {
  const { context, page } = await visitor(browser);
  const { origin } = new URL(`http://127.0.0.1:${stand.portal.port}`);
  const signIn = async (): Promise<string> => {
    const { cookie } = await stand.signedIn('p_olga');
    await context.addCookies([{ name: 'einmal-operators', value: cookie, url: origin, httpOnly: true }]);
    return cookie;
  };
  const first = await signIn();
  let asked = 0;
  page.on('request', (request) => (asked += request.url().endsWith('/de/ops/events') ? 1 : 0));
  await page.goto(`${origin}/de/ops`);
  const textOf = async (place: string): Promise<string> => (await page.textContent(place)) ?? '';
  const isFreshened = async (): Promise<void> => {
    const before = await textOf('[data-as-of]');
    await eventually(
      'the figures are other ones',
      () => textOf('[data-as-of]'),
      (text) => text !== before,
    );
  };
  await isFreshened();

  const second = await signIn();
  await stand.sessions.end(first);
  await eventually(
    'it was opened again',
    () => Promise.resolve(asked),
    (times) => times >= 3,
  );
  await isFreshened();
  expect(await textOf('[data-trouble]')).toBe('');

  await stand.sessions.end(second);
  await eventually(
    'the end is told',
    () => textOf('[data-trouble]'),
    (text) => text.startsWith('Ihre Sitzung ist zu Ende.'),
  );
});

it('tells once that somebody signed out, and not of whoever is signed in', async () => {
  const { context, page } = await visitor(browser);
  const url = `http://127.0.0.1:${stand.portal.port}`;
  const { cookie } = await stand.signedIn('p_olga');
  await context.addCookies([{ name: 'einmal-operators', value: cookie, url, httpOnly: true }]);
  await page.goto(`${url}/de/ops`);
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.waitForURL(`${url}/de`);
  expect(await page.getByRole('status').textContent()).toBe('Sie sind abgemeldet.');
  await page.reload();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Leitstand');
  expect(await page.getByRole('status').count()).toBe(0);
  await context.close();
});
