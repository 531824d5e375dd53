import type { Browser, Page } from 'playwright-core';
import { eventually } from '#libs/test-kit';
import { openBrowser, visitor } from '../../test/web/browser.ts';
import { pointAt, BetweenConsole } from './testing/between-console.ts';

let operator: BetweenConsole;
let browser: Browser;
beforeAll(async () => {
  [operator, browser] = await Promise.all([BetweenConsole.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await operator?.stop();
});

const rows = '#history';
const lagsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelector('${rows}').closest('table').tBodies[0].rows].map(({ cells }) => cells[1].textContent)`,
  );

/** A page of the streams with these points in its pictures. */
async function opened(...lags: readonly number[]): Promise<Page> {
  operator.points = lags.map((lag, index) => pointAt(index, lag));
  const { context, page } = await visitor(browser);
  const url = `http://127.0.0.1:${operator.stand.portal.port}`;
  const { cookie } = await operator.stand.signedIn('p_olga');
  await context.addCookies([{ name: 'einmal-operators', value: cookie, url, httpOnly: true }]);
  await page.goto(`${url}/de/ops`);
  return page;
}

/** Whoever goes on after a pause is told what there is now. */
async function goOn(page: Page): Promise<void> {
  // By key: a click elsewhere ends a selection.
  await page.getByRole('button', { name: 'Zahlen anhalten' }).press('Enter');
  const { asked } = operator;
  await page.getByRole('button', { name: 'Zahlen weiter' }).press('Enter');
  // What is told first may have been read before.
  await eventually('there is a later picture', () => operator.asked > asked);
  const before = await page.textContent('[data-as-of]');
  await eventually(
    'the figures are other ones',
    () => page.textContent('[data-as-of]'),
    (text) => text !== before,
  );
}

it('keeps the last picture while a service that was started anew has nothing to draw', async () => {
  const page = await opened(4, 5, 6);
  expect(await page.locator('polyline').count()).toBe(2);
  for (const points of [[], [pointAt(10, 1)]]) {
    operator.points = points;
    await goOn(page);
    expect([await page.locator('polyline').count(), await lagsOf(page)]).toEqual([2, ['4', '5', '6']]);
  }
  operator.points = [pointAt(10, 1), pointAt(11, 2)];
  await goOn(page);
  expect([await page.locator('polyline').count(), await lagsOf(page)]).toEqual([2, ['1', '2']]);
  await page.context().close();
});

it('leaves rows that stay alone, and what is selected in them', async () => {
  // Of a quiet hour, two rows of each minute read alike.
  const page = await opened(0, 0, 0, 0, 7);
  await page
    .locator('details', { has: page.locator(rows) })
    .locator('summary')
    .click();
  await page.evaluate(
    `getSelection().selectAllChildren(document.querySelector('${rows}').closest('table').tBodies[0].rows[3])`,
  );
  const selected = (): Promise<string> => page.evaluate<string>('getSelection().toString()');
  const before = await selected();
  operator.points = [...operator.points.slice(1), pointAt(5, 8)];
  await goOn(page);
  expect(await lagsOf(page)).toEqual(['0', '0', '0', '7', '8']);
  expect([before, await selected()]).toEqual([expect.stringContaining('12:01'), before]);
  await page.context().close();
});
