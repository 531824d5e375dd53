import type { Page } from 'playwright-core';
import { axeOn, cutOff } from './browser.ts';
import { Film } from './film.ts';
import { type Scenes, setScenes } from './scenes.ts';
import type { WebStand } from './web-stand.ts';

type Who = Exclude<keyof Scenes, 'at'>;
type Act = (page: Page) => Promise<unknown>;
type Row = readonly [who: Who, name: string, path: string | ((at: Scenes['at']) => string), act?: Act];

const stay: Act = () => Promise.resolve();
/** The button of the page itself, not that of its header. */
const send: Act = (page) => page.locator('main form button').last().click();
const sendFirst: Act = (page) => page.locator('main form button').first().click();
/** As a page that was made for another session. */
const forge: Act = async (page) => {
  await page.evaluate(`document.querySelector('main input[name=formKey]').value = 'of another session'`);
  await page.locator('main form button').first().click();
};

/** Every page in every state, and how to get there. */
export const rows: readonly Row[] = [
  ['guest', 'start', ''],
  ['guest', 'service parking', '/services/resident-parking-permit'],
  ['guest', 'service trade', '/services/trade-notice'],
  ['guest', 'login', '/login?to=%2Fde%2Fapplications'],
  ['guest', 'login higher', '/login?to=%2Fde%2Fdata&level=high'],
  ['guest', 'simple', '/simple'],
  ['guest', 'accessibility', '/accessibility'],
  ['guest', 'not found', '/nothing'],
  ['anna', 'start signed in', ''],
  ['anna', 'begin', '/services/resident-parking-permit/begin'],
  ['anna', 'acting', ({ seen }) => `${seen}/acting`],
  [
    'anna',
    'acting faults',
    ({ forChild }) => `${forChild}/acting`,
    async (page) => {
      await page.locator('#childIdnr').fill('12345678901');
      await send(page);
    },
  ],
  ['anna', 'fields', ({ seen }) => `${seen}/fields/vehicle`],
  ['anna', 'source', ({ seen }) => `${seen}/sources/1`],
  ['anna', 'preview', ({ seen }) => `${seen}/preview`],
  ['anna', 'preview of a child', ({ forChild }) => `${forChild}/preview`],
  ['anna', 'preview one used', ({ declined }) => `${declined}/preview`],
  [
    'anna',
    'fields faults',
    ({ seen }) => `${seen}/fields/vehicle`,
    async (page) => {
      await page.locator('#plate').fill('H 1');
      await send(page);
    },
  ],
  ['anna', 'another way', ({ declined }) => `${declined}/sources/2/other`],
  ['anna', 'another way faults', ({ declined }) => `${declined}/sources/2/other`, send],
  ['anna', 'company', ({ company }) => `${company}/fields/trade`],
  ['anna', 'company faults', ({ company }) => `${company}/fields/trade`, send],
  ['anna', 'statement', ({ whole }) => `${whole}/fields/statement`],
  ['anna', 'check', ({ whole }) => `${whole}/check`],
  ['anna', 'remove', ({ whole }) => `${whole}/remove`],
  ['anna', 'received', ({ waiting }) => `${waiting!.replace('/done', '')}/done`],
  ['anna', 'granted', ({ granted }) => granted!],
  ['anna', 'refused', ({ refused }) => refused!],
  ['anna', 'asked', ({ asked }) => asked!.replace('/done', '')],
  ['anna', 'answer', ({ asked }) => `${asked!.replace('/done', '')}/answer`],
  ['anna', 'answer faults', ({ asked }) => `${asked!.replace('/done', '')}/answer`, send],
  ['anna', 'applications', '/applications'],
  ['anna', 'permissions', '/permissions'],
  ['anna', 'ending', ({ permission }) => `${permission}/end`],
  ['anna', 'ended', ({ given }) => `${given}/end`],
  ['anna', 'anew', ({ given }) => `${given}/anew`],
  ['anna', 'confirm', ({ permission }) => `${permission}/confirm`],
  ['anna', 'confirm faults', ({ permission }) => `${permission}/confirm`, send],
  ['anna', 'receipt', ({ receipt }) => receipt!],
  ['anna', 'receipt of an ended one', ({ endedReceipt }) => endedReceipt!],
  ['anna', 'requests', '/requests'],
  ['anna', 'trail', '/trail'],
  ['anna', 'trail filtered to nothing', '/trail?register=business'],
  ['anna', 'entry', ({ entry }) => entry!],
  ['anna', 'entry content', ({ entry }) => entry!, sendFirst],
  ['anna', 'entry refused', ({ refusedEntry }) => refusedEntry!],
  ['anna', 'report', ({ entry }) => `${entry}/report`],
  ['anna', 'report faults', ({ entry }) => `${entry}/report`, send],
  ['anna', 'reported', ({ reported }) => `${reported}/report`],
  ['anna', 'data', '/data'],
  ['anna', 'data faults', '/data', send],
  [
    'anna',
    'data shown',
    '/data',
    async (page) => {
      await page.locator('input[name=register]').first().check();
      await send(page);
    },
  ],
  ['anna', 'logout', '/logout'],
  ['anna', 'forged', '/logout', forge],
  ['door', 'door', ''],
  ['door', 'door not found', '/nothing'],
  ['bernd', 'trail empty', '/trail'],
  ['bernd', 'applications empty', '/applications'],
  ['bernd', 'permissions empty', '/permissions'],
  ['bernd', 'requests empty', '/requests'],
  ['clara', 'without a number', '/trail'],
  ['colleague', 'staff start', ''],
  ['colleague', 'staff login', '/login?to=%2Fde%2Fclerk'],
  ['colleague', 'staff not found', '/nothing'],
  ['petra', 'desks', ''],
  ['petra', 'inbox', '/clerk'],
  ['petra', 'inbox decided', '/clerk?state=DECIDED'],
  ['petra', 'inbox nothing', '/clerk?state=RECEIVED'],
  ['petra', 'case waiting', ({ waitingDesk }) => waitingDesk!],
  ['petra', 'case taken', ({ takenDesk }) => takenDesk!],
  ['petra', 'case asked', ({ askedDesk }) => askedDesk!],
  ['petra', 'case refused', ({ refusedDesk }) => refusedDesk!],
  ['petra', 'decide', ({ takenDesk }) => `${takenDesk}/decision`],
  ['petra', 'decide faults', ({ takenDesk }) => `${takenDesk}/decision`, send],
  ['petra', 'ask', ({ takenDesk }) => `${takenDesk}/question`],
  ['petra', 'ask faults', ({ takenDesk }) => `${takenDesk}/question`, send],
  ['petra', 'without role', '/vehicles'],
  ['viola', 'vehicle cases', '/vehicles/0'],
  ['viola', 'vehicle cases none', '/vehicles/0?state=CLOSED'],
  ['viola', 'vehicle case', ({ vehicleCase }) => vehicleCase!],
  ['hanna', 'residents cases', '/residents/0'],
  ['hanna', 'residents case', ({ residentsCase }) => residentsCase!],
];

export function describeEveryPage(stand: () => WebStand): void {
  describe('every page', () => {
    let scenes: Scenes;
    const film = new Film('pages');

    beforeAll(async () => {
      scenes = await setScenes(stand());
    }, 300_000);

    for (const [who, name, path, act = stay] of rows)
      it(`is shown right as ${who}: ${name}`, async () => {
        const { page } = scenes[who];
        for (const language of ['de', 'en']) {
          await page.goto(
            `${scenes[who].site}/${language}${typeof path === 'string' ? path : path(scenes.at)}`,
          );
          await act(page);
          await page.waitForLoadState();
          const axe = await axeOn(page);
          await film.everyLook(page, `${name} ${language}`, async (at, isNarrow) => {
            const found = [...(isNarrow ? await axe.findings() : []), ...(await cutOff(page))];
            expect([at, found]).toEqual([at, []]);
          });
          expect([name, await page.locator('h1').count()]).toEqual([name, 1]);
        }
      }, 60_000);

    it('asked nobody else for anything, and broke no policy', () => {
      const { at: _, ...people } = scenes;
      expect(Object.values(people).flatMap(({ visitor }) => visitor.faults)).toEqual([]);
    });
  });
}
