import { visitor } from './browser.ts';
import type { WebStand } from './web-stand.ts';

/** Pages that nobody signs in for. */
export function describeStartPages(stand: () => WebStand): void {
  describe('on a phone, pages open to everybody', () => {
    it.each([
      ['portal', '/de'],
      ['portal', '/en'],
      ['portal', '/de/services/resident-parking-permit'],
      ['portal', '/de/login'],
      ['portal', '/de/nothing'],
      ['staff', '/de'],
    ] as const)('are free of findings and ask nobody else: %s %s', async (door, path) => {
      const { page, faults, context } = await visitor(stand().browser);
      await page.goto(stand().portals[door] + path);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await stand().findings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    });
  });
}
