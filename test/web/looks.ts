import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import { Film } from './film.ts';
import type { WebStand } from './web-stand.ts';

const pages = ['/de', '/en/services/resident-parking-permit', '/de/applications', '/de/trail', '/de/logout'];

interface Stop {
  readonly tag: string;
  /** Place in the document. */
  readonly at: number;
  readonly hasRing: boolean;
  readonly isInView: boolean;
}

/** Of the element that has the focus; a ring may be drawn around what stands for it. */
const focused = `(() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const rings = [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part));
  return {
    tag: element.tagName,
    at: [...document.querySelectorAll('*')].indexOf(element),
    hasRing: rings.some((ring) => (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2) || ring.boxShadow !== 'none'),
    isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= -1 && box.right <= innerWidth + 1,
  };
})()`;
const MOST_STOPS = 80;

/** Where Tab leads, until it leaves the page. */
async function stopsOf(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop>(focused);
    if (stop.tag === 'BODY') break;
    stops.push(stop);
  }
  return stops;
}

/** The ways of looking at and using a page that are not those of most. */
export function describeLooks(stand: () => WebStand): void {
  describe.each(pages)('on a phone, %s', (path) => {
    let anna: Visitor;
    let page: Page;

    beforeAll(async () => {
      // So that what has the focus is in view at once.
      anna = await visitor(stand().browser, { isReduced: true });
      ({ page } = anna);
      await stand().signIn(page, 'anna', '/de/trail');
      await page.goto(stand().portals.portal + path);
    });
    afterAll(() => anna?.context.close());

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
      expect(new URL(page.url()).hash).toBe('#main');
    });

    it.each([
      ['320 px, and 400 % of 1280', 320],
      ['200 % of 1280', 640],
    ])('is not cut off at %s', async (_, width) => {
      await page.setViewportSize({ width, height: 640 });
      expect(await stand().findings(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
    });

    it('prints what it says, and nothing to press', async () => {
      await page.emulateMedia({ media: 'print' });
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
      await new Film(`forced-colours${path.replaceAll('/', '-')}`).picture(page, 'page');
      expect(await stand().findings(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: null, reducedMotion: null });
      expect(anna.faults).toEqual([]);
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
