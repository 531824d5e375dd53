import type { Page } from 'playwright-core';
import { type Visitor, visitor } from './browser.ts';
import type { WebStand } from './web-stand.ts';

const MINUTE = 60_000;

/** `<dialog>` some minutes before the end; the browser's clock is moved, the portal's is not. */
export function describeSessionWarning(stand: () => WebStand): void {
  describe('the end of a session', () => {
    let anna: Visitor;
    let page: Page;

    beforeAll(async () => {
      anna = await visitor(stand().browser);
      ({ page } = anna);
      await page.clock.install();
      await stand().signIn(page, 'anna', '/de/logout');
    });
    afterAll(() => anna?.context.close());

    const dialog = () => page.getByRole('dialog');
    const focused = (): Promise<string> =>
      page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');

    it('is warned of five minutes before, and not earlier', async () => {
      await page.getByRole('link', { name: 'English' }).focus();
      await page.clock.fastForward(24 * MINUTE);
      expect(await dialog().count()).toBe(0);
      await page.clock.fastForward(1.5 * MINUTE);
      await dialog().waitFor();
      expect(await page.getByRole('heading', { name: 'Abmeldung in 5 Minuten' }).count()).toBe(1);
      expect(await focused()).toBe('Angemeldet bleiben');
      expect(await stand().findings(page)).toEqual([]);
      await page.clock.fastForward(MINUTE);
      expect(await page.getByRole('heading', { name: 'Abmeldung in 4 Minuten' }).count()).toBe(1);
    });

    it('is put off by one press, and what had the focus has it again', async () => {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/de/session')),
        page.keyboard.press('Enter'),
      ]);
      expect(answer.headers()['content-type']).toContain('application/json');
      await dialog().waitFor({ state: 'hidden' });
      expect(await focused()).toBe('English');
      await page.clock.fastForward(20 * MINUTE);
      expect(await dialog().count()).toBe(0);
      await page.clock.fastForward(6 * MINUTE);
      await dialog().waitFor();
    });

    it('can be put away with Escape, and is told when it comes', async () => {
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
      await page.clock.fastForward(MINUTE);
      expect(await dialog().count()).toBe(0);
      await page.clock.fastForward(5 * MINUTE);
      await dialog().waitFor();
      expect(await page.getByRole('heading', { name: 'Sie sind abgemeldet' }).count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Angemeldet bleiben' }).count()).toBe(0);
      expect(await stand().findings(page)).toEqual([]);
      expect(anna.faults).toEqual([]);
    });

    it('is told where it came earlier than the page knew', async () => {
      await page.reload();
      await page.clock.fastForward(26 * MINUTE);
      await dialog().waitFor();
      await stand().portals.endSessions();
      await page.getByRole('button', { name: 'Angemeldet bleiben' }).click();
      await page.getByRole('heading', { name: 'Sie sind abgemeldet' }).waitFor();
    });

    it('is put off in one tab for the other one, too', async () => {
      await stand().signIn(page, 'anna', '/de/logout');
      const other = await anna.context.newPage();
      await page.clock.fastForward(26 * MINUTE);
      await dialog().waitFor();
      await other.goto(page.url());
      await dialog().waitFor({ state: 'hidden' });
      await other.close();
    });
  });
}
