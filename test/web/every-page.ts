import type { Page } from 'playwright-core';
import { choose } from '../../deploy/local/parking-choice.ts';
import { axeOn, blocksInSummaries, cutOff, unmarkedGerman } from './browser.ts';
import { Film } from './film.ts';
import { citizenRows } from './citizen-rows.ts';
import { type Scenes, setScenes } from './scenes.ts';
import { staffRows } from './staff-rows.ts';
import type { WebStand } from './web-stand.ts';

/** The least width that has to do, which is 400 % of a window of 1280 px, too (WCAG 1.4.10). */
const LEAST_WIDTH = 320;

export function describeEveryPage(stand: () => WebStand): void {
  describe('every page', () => {
    let scenes: Scenes;
    const film = new Film('pages');

    beforeAll(async () => {
      scenes = await setScenes(stand());
    }, 300_000);

    /** As it stands now, at all widths, light and dark. */
    const looksRight = async (page: Page, name: string, language: string): Promise<void> => {
      await page.waitForLoadState();
      const axe = await axeOn(page);
      await film.everyLook(page, `${name} ${language}`, async (at, isNarrow) => {
        const found = [...(isNarrow ? await axe.findings() : []), ...(await cutOff(page))];
        expect([at, found]).toEqual([at, []]);
      });
      const size = page.viewportSize()!;
      await page.setViewportSize({ ...size, width: LEAST_WIDTH });
      expect([name, await cutOff(page)]).toEqual([name, []]);
      await page.setViewportSize(size);
      expect([name, await page.locator('h1').count()]).toEqual([name, 1]);
      expect([name, await blocksInSummaries(page)]).toEqual([name, []]);
      if (language === 'en') expect([name, await unmarkedGerman(page)]).toEqual([name, []]);
    };

    for (const [who, name, place, act] of [...citizenRows, ...staffRows])
      it(`is shown right as ${who}: ${name}`, async () => {
        const { page, site } = scenes[who];
        const path = typeof place === 'string' ? place : await place(scenes.at, scenes[who]);
        for (const language of ['de', 'en']) {
          const address = `${site}/${language}${path}`;
          await page.goto(address);
          // A page that led elsewhere would be looked at in place of the one that is meant.
          if (act === undefined) expect(page.url()).toBe(address);
          await act?.(page);
          await looksRight(page, name, language);
        }
      }, 60_000);

    it('tells an officer whose authority keeps no such register', async () => {
      const { portals } = stand();
      const { gateway, procedures, residents, vehicles, business } = portals.stack.endpoints.apps;
      await portals.kill('residents');
      await portals.startAgain('residents', { REGISTER_AUTHORITIES: 'meldebehoerde-hannover' });
      await portals.kill('portal-staff');
      await portals.startAgain('portal-staff', {
        SERVICES: JSON.stringify({ gateway, procedures, residents, vehicles, business }),
      });
      const { page, site } = scenes.georg;
      for (const language of ['de', 'en']) {
        await page.goto(`${site}/${language}/residents`);
        await looksRight(page, 'without office', language);
      }
      expect(await page.getByText('Your authority does not keep this register').count()).toBe(1);
    }, 60_000);

    it('tells who ends a permission that it holds where the gateway confirms nothing', async () => {
      const { page, site, visitor } = scenes.anna;
      const path = `permissions/${await choose(stand().portals.stack.endpoints)}/end`;
      const english = await visitor.context.newPage();
      await page.goto(`${site}/de/${path}`);
      await english.goto(`${site}/en/${path}`);
      await stand().portals.kill('gateway');
      for (const [tab, language] of [
        [page, 'de'],
        [english, 'en'],
      ] as const) {
        await tab.locator('main form button').last().click();
        await looksRight(tab, 'ending unconfirmed', language);
      }
      expect(await english.getByRole('heading', { name: 'Your permission still holds' }).count()).toBe(1);
      await english.close();
    }, 60_000);

    it('tells of a service that is not there', async () => {
      await stand().portals.kill('procedures');
      const { page, site } = scenes.anna;
      for (const language of ['de', 'en']) {
        const answer = await page.goto(`${site}/${language}/applications`);
        expect(answer?.status()).toBe(503);
        await looksRight(page, 'service not there', language);
      }
    }, 60_000);

    it('tells of a session that has ended', async () => {
      await stand().portals.endSessions();
      const { page, site } = scenes.anna;
      for (const language of ['de', 'en']) {
        await page.goto(`${site}/${language}/trail`);
        expect(new URL(page.url()).pathname).toBe(`/${language}/login`);
        await looksRight(page, 'session ended', language);
      }
    }, 60_000);

    it('asked nobody else for anything, and broke no policy', () => {
      const { at: _, ...people } = scenes;
      expect(Object.values(people).flatMap(({ visitor }) => visitor.faults)).toEqual([]);
    });
  });
}
