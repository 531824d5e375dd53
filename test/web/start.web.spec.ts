import type { Browser } from 'playwright-core';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { axeFindings, openBrowser, visitor } from './browser.ts';

describe('the first pages in a browser', () => {
  let stack: IsolatedStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await IsolatedStack.start(['identity', 'gateway', 'procedures', 'portal', 'portal-staff']);
    await Promise.all(
      (['identity', 'gateway', 'procedures', 'portal', 'portal-staff'] as const).map((app) =>
        stack.startApp(app),
      ),
    );
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it.each([
    ['portal', '/de'],
    ['portal', '/en'],
    ['portal', '/de/services/resident-parking-permit'],
    ['portal', '/de/login'],
    ['portal', '/de/nothing'],
    ['portal-staff', '/de'],
  ] as const)('are free of findings and ask nobody else: %s %s', async (app, path) => {
    const { page, faults, context } = await visitor(browser);
    await page.goto(stack.endpoints.apps[app] + path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    // Nothing is cut off at the width of a phone.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(faults).toEqual([]);
    await context.close();
  });
});
