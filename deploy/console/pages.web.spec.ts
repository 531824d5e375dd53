import type { Visitor as Window } from '../../test/web/browser.ts';
import { Film } from '../../test/web/film.ts';
import { wrongWith } from '../../test/web/whole-look.ts';
import { consoleRows, type Row } from './testing/console-rows.ts';
import { ConsoleScenes } from './testing/console-scenes.ts';
import { letterRows } from './testing/letter-rows.ts';
import { describeOtherWays } from './testing/other-ways.ts';
import { replayRows } from './testing/replay-rows.ts';

const MINUTE_S = 60;

describe('the console in a browser', () => {
  let scenes: ConsoleScenes;
  const windows = new Map<string, Window>();

  beforeAll(async () => {
    scenes = await ConsoleScenes.start();
  }, 300_000);
  afterAll(() => scenes?.stop());

  /** One for each person and stand; signed in just now. */
  async function windowOf(who: Row['who'], stand: keyof ConsoleScenes['stands']): Promise<Window> {
    const name = `${who} ${stand}`;
    const known = windows.get(name);
    const window = known ?? (await scenes.window());
    windows.set(name, window);
    const { surroundings } = scenes.stands[stand].operator;
    const longAgo = Math.floor(Date.now() / 1_000) - 16 * MINUTE_S;
    if (who === 'olga' || who === 'paul') await scenes.signIn(window.page, `p_${who}`, stand);
    if (who === 'late' && !known)
      await scenes.signIn(window.page, 'p_paul', stand, await surroundings.tokenOfLogin('p_paul', longAgo));
    if (who === 'clerk')
      await scenes.signIn(window.page, 'p_clerk', stand, await surroundings.token('p_clerk', 'lookup'));
    return window;
  }

  describe('every page', () => {
    const film = new Film('console-pages');

    for (const { who, name, path, shows, stand = 'full', act } of [
      ...consoleRows,
      ...letterRows,
      ...replayRows,
    ])
      it(`is shown right as ${who}: ${name}`, async () => {
        const { page } = await windowOf(who, stand);
        for (const language of ['de', 'en']) {
          const to = typeof path === 'string' ? path : path(scenes.at);
          await page.goto(`${scenes.site(stand)}/${language}${to}`);
          await act?.(page, scenes);
          await page.waitForLoadState();
          expect(await page.textContent('main')).toContain(language === 'de' ? shows : '');
          expect([name, await wrongWith(page, `${name} ${language}`, film)]).toEqual([name, []]);
        }
      }, 300_000);

    it('asked nobody else for anything, and broke no policy', () => {
      expect(scenes.windows.flatMap(({ faults }) => faults)).toEqual([]);
    });
  });

  describeOtherWays(() => scenes);
});
