import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { Film } from './film.ts';
import { MOST_STOPS, stopsOf } from './stops.ts';
import type { WebStand } from './web-stand.ts';

const pages = [
  ['portal', 'anna', '/de'],
  ['portal', 'anna', '/en/services/resident-parking-permit'],
  ['portal', 'anna', '/de/services/resident-parking-permit/begin'],
  ['portal', 'anna', '/de/applications'],
  ['portal', 'anna', '/de/permissions'],
  ['portal', 'anna', '/de/trail'],
  ['portal', 'anna', '/de/trail/represented'],
  ['portal', 'anna', '/de/data'],
  ['portal', 'anna', '/de/logout'],
  ['staff', 'petra', '/de/clerk'],
] as const;

/** Icons, and the marks of what is folded, that are not in the colour of the text. */
const unseen = `(() => {
  const { color } = getComputedStyle(document.body);
  const marks = [['.kern-icon'], ['summary', '::after']].flatMap(([selector, part]) =>
    [...document.querySelectorAll(selector)].map((each) => getComputedStyle(each, part).backgroundColor));
  return marks.filter((colour) => colour !== color).length;
})()`;

/** The ways of looking at and using a page that are not those of most. */
export function describeLooks(stand: () => WebStand): void {
  describe.each(pages)('on a phone, at %s as %s, %s', (door, login, path) => {
    let who: Visitor;
    let page: Page;

    beforeAll(async () => {
      // So that what has the focus is in view at once.
      who = await visitor(stand().browser, { isReduced: true });
      ({ page } = who);
      await stand().signIn(page, login, path, stand().portals[door]);
    });
    afterAll(() => who?.context.close());

    it('is walked by Tab alone: in the order of reading, with a ring, without a trap', async () => {
      const stops = await stopsOf(page);
      expect(stops.length).toBeGreaterThan(5);
      expect(stops.length).toBeLessThan(MOST_STOPS);
      expect(stops.map(({ at }) => at)).toEqual(
        stops.map(({ at }) => at).toSorted((one, other) => one - other),
      );
      expect(stops.filter(({ hasRing, isInView }) => !hasRing || !isInView)).toEqual([]);
      await page.reload();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#main$/);
    });

    it.each([
      ['320 px, and 400 % of 1280', 320],
      ['200 % of 1280', 640],
    ])('is not cut off at %s', async (_, width) => {
      await page.setViewportSize({ width, height: 640 });
      expect(await stand().findings(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
    });

    it('prints what it says, what is folded, too, and nothing to press', async () => {
      const folded = page.locator('main details:not(:has(form), form details) > :not(summary)');
      await page.emulateMedia({ media: 'print' });
      expect(await folded.filter({ visible: true }).count()).toBe(await folded.count());
      expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
      expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
      expect(await page.locator('h1').isVisible()).toBe(true);
      await page.emulateMedia({ media: null });
    });

    it('moves nothing where that is asked, and is seen in forced colours', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const moving = `[...document.querySelectorAll('*')].filter((each) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
        return parseFloat(transitionDuration) > 0.01 || animationName !== 'none' || scrollBehavior === 'smooth';
      }).length`;
      expect(await page.evaluate(moving)).toBe(0);
      await page.emulateMedia({ forcedColors: 'active' });
      expect(await page.evaluate(unseen)).toBe(0);
      await new Film(`forced-colours${path.replaceAll('/', '-')}`).picture(page, 'page');
      expect(await stand().findings(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: null, reducedMotion: null });
      expect(who.faults).toEqual([]);
    });
  });

  it('tells by names what a main page holds', async () => {
    const { page, context } = await visitor(stand().browser);
    await page.goto(`${stand().portals.portal}/de`);
    const names = await page.locator('body').ariaSnapshot();
    for (const part of [
      'link "Zum Inhalt springen"',
      'navigation "Seiten"',
      'main:',
      'heading "Angaben nur einmal machen" [level=1]',
      'link "Bewohnerparkausweis beantragen"',
      'contentinfo:',
    ])
      expect(names).toContain(part);
    await stand().signIn(page, 'anna', '/de/trail');
    expect(await page.locator('body').ariaSnapshot()).toContain('heading "Meine Auskünfte" [level=1]');
    await context.close();
  });
}
