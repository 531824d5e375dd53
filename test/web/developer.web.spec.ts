import type { Browser, Page } from 'playwright-core';
import type { ManagedProcess } from '#libs/local-services';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { openBrowser, visitor, type Visitor } from './browser.ts';
import { Film } from './film.ts';
import { stopsOf } from './stops.ts';
import { wrongWith } from './whole-look.ts';

const apps = ['identity', 'gateway', 'operator', 'portal-console'] as const;
type Person = 'dora' | 'olga' | 'guest';
interface Row {
  readonly who: Person;
  readonly name: string;
  readonly path: string;
  /** What tells this state from others, in German. */
  readonly shows: string;
  readonly act?: (page: Page) => Promise<unknown>;
}

const ping: Row['act'] = (page) => page.locator('main form button').click();

const rows: readonly Row[] = [
  { who: 'guest', name: 'not signed in', path: '/dev', shows: 'Weiter zur Anmeldung' },
  { who: 'olga', name: 'an operator', path: '/dev', shows: 'Das gehört nicht zu Ihren Aufgaben' },
  { who: 'dora', name: 'at the streams', path: '/ops', shows: 'Das gehört nicht zu Ihren Aufgaben' },
  { who: 'olga', name: 'policy', path: '/ops/policy', shows: 'BMG §34a' },
  { who: 'dora', name: 'overview', path: '/dev', shows: 'Das darf Ihre Behörde abrufen' },
  { who: 'dora', name: 'nothing asked', path: '/dev/asked', shows: 'wurde nichts gefragt' },
  {
    who: 'dora',
    name: 'try a lookup',
    path: '/dev/try/hannover-parking-vehicle',
    shows: 'genau diese Felder',
  },
  {
    who: 'dora',
    name: 'try a request to a person',
    path: '/dev/try/hannover-parking-residence',
    shows: 'entscheidet die Person',
  },
  { who: 'dora', name: 'callbacks', path: '/dev/callbacks', shows: 'ohne Geheimnis' },
  { who: 'dora', name: 'ping', path: '/dev/callbacks', shows: 'Es gibt kein Geheimnis', act: ping },
  { who: 'dora', name: 'problems', path: '/dev/problems', shows: 'field-not-granted' },
];
const away: readonly Row[] = [
  { who: 'dora', name: 'without the gateway', path: '/dev', shows: 'Ein Dienst antwortet gerade nicht' },
  { who: 'olga', name: 'policy away', path: '/ops/policy', shows: 'Ein Dienst antwortet gerade nicht' },
];

describe('the pages of developers in a browser', () => {
  let stack: IsolatedStack;
  let gateway: ManagedProcess;
  let browser: Browser;
  const people = new Map<Person, Visitor>();
  const film = new Film('developer-pages');

  beforeAll(async () => {
    stack = await IsolatedStack.start(apps);
    const started = await Promise.all(apps.map((app) => stack.startApp(app)));
    gateway = started[apps.indexOf('gateway')]!;
    browser = await openBrowser();
    people.set('guest', await visitor(browser));
    for (const login of ['dora', 'olga'] as const) people.set(login, await signedIn(login));
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const at = (path: string): string => stack.endpoints.apps['portal-console'] + path;

  async function signedIn(login: string, withoutScript = false): Promise<Visitor> {
    const who = await visitor(browser, { isReduced: true, withoutScript });
    await who.page.goto(at('/de/login?to=%2Fde'));
    await who.page.getByRole('link', { name: 'Weiter zur Anmeldung' }).click();
    await who.page.locator(`button[name=login][value="${login}"]`).first().click();
    await who.page.waitForURL(/\/de\/(ops|dev)$/);
    return who;
  }

  async function isRight({ who, name, path, shows, act }: Row): Promise<void> {
    const { page } = people.get(who)!;
    for (const language of ['de', 'en']) {
      await page.goto(at(`/${language}${path}`));
      await act?.(page);
      await page.waitForLoadState();
      expect(await page.textContent('main')).toContain(language === 'de' ? shows : '');
      expect([name, await wrongWith(page, `${name} ${language}`, film)]).toEqual([name, []]);
    }
  }

  it.each(rows)('is shown right as $who: $name', isRight, 300_000);

  it('offers nobody what is not theirs', async () => {
    const menuOf = async (who: Person, path: string): Promise<readonly string[]> => {
      const { page } = people.get(who)!;
      await page.goto(at(path));
      return page.getByRole('navigation', { name: 'Seiten' }).getByRole('link').allTextContents();
    };
    expect(await menuOf('dora', '/de/dev/problems')).toEqual(['Leitstand', 'Anbindung']);
    expect(await menuOf('olga', '/de/logout')).toEqual([
      ...['Leitstand', 'Datenströme', 'Unzustellbare Mitteilungen', 'Wiederholungen', 'Protokoll', 'Regeln'],
    ]);
  });

  it('is walked by Tab in the order of reading, up to a command that is copied', async () => {
    const { page, context } = people.get('dora')!;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(at('/de/dev/try/hannover-parking-vehicle'));
    const stops = await stopsOf(page);
    expect(stops.map(({ at: place }) => place)).toEqual(
      stops.map(({ at: place }) => place).toSorted((one, other) => one - other),
    );
    expect(stops.filter(({ hasRing, isInView }) => !hasRing || !isInView)).toEqual([]);
    await page.getByRole('button', { name: 'Kopieren' }).first().press('Enter');
    await page.getByRole('button', { name: 'Kopiert' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(await page.locator('pre').first().textContent());
  });

  it('shows without script what there is to copy, and no button for it', async () => {
    const { page, context } = await signedIn('dora', true);
    await page
      .getByRole('link', { name: /^Ausprobieren/ })
      .first()
      .click();
    expect(await page.locator('pre').first().textContent()).toContain('TOKEN=$(');
    expect(await page.getByRole('button', { name: 'Kopieren' }).count()).toBe(0);
    await context.close();
  });

  describe('while the gateway is away', () => {
    beforeAll(() => gateway.kill9());

    it.each(away)('is shown right as $who: $name', isRight, 300_000);
  });

  it('asked nobody else for anything, and broke no policy', () => {
    expect([...people.values()].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
