import { eventually } from '#libs/test-kit';
import type { Visitor as Window } from '../../../test/web/browser.ts';
import { press, stopsOf, tabTo } from '../../../test/web/stops.ts';
import type { ConsoleScenes } from './console-scenes.ts';

/** The console as it is used by keyboard, read aloud, and without script. */
export function describeOtherWays(scenes: () => ConsoleScenes): void {
  const signedIn = async (person: string, withoutScript = false): Promise<Window> => {
    const window = await scenes().window({ width: 1280, isReduced: true, withoutScript });
    await scenes().signIn(window.page, person);
    return window;
  };
  const site = (): string => scenes().site('full');
  const group = () => scenes().letters.group;

  describe('by keyboard alone', () => {
    it('a dead letter is found and handled again', async () => {
      const event = group().parked('k-keyboard');
      await scenes().letters.park(event);
      const { page, context } = await signedIn('p_olga');
      await page.goto(`${site()}/de/ops/dead-letters?key=k-keyboard`);
      await press(page, new RegExp(`^Ansehen ${event.eventId}$`));
      await press(page, /^Erneut verarbeiten$/);
      expect(await page.getByRole('status').textContent()).toContain('Die Lesegruppe arbeitet daran.');
      await scenes().letters.redriven(event);
      await press(page, /^Neu laden$/);
      expect(await page.getByRole('status').textContent()).toContain('Fertig: 1 von 1 erledigt.');
      await context.close();
    });

    it('a replay is approved by another person', async () => {
      const path = await scenes().replays.drafted();
      await scenes().replays.counted(path);
      const { page, context } = await signedIn('p_paul');
      await page.goto(`${site()}/de/ops`);
      await press(page, /^Wiederholungen$/);
      await tabTo(page, /^Wiederholung entwerfen$/);
      await page.locator(`a[href="${path}"]`).focus();
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
      await press(page, /^Dieser Zählung zustimmen$/);
      expect(await page.textContent('main')).toMatch(/Zugestimmt.*von Ihnen/);
      await context.close();
    });

    it.each([
      ['/ops', 12],
      ['/ops/dead-letters', 12],
      ['/ops/replays/new', 20],
      ['/ops/audit', 12],
    ])('%s is walked in the order of reading, with a ring, without a trap', async (path, least) => {
      const { page, context } = await signedIn('p_olga');
      await page.goto(`${site()}/de${path}`);
      const stops = await stopsOf(page);
      expect(stops.length).toBeGreaterThan(least);
      const places = stops.map(({ at }) => at);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(stops.filter(({ hasRing, isInView }) => !hasRing || !isInView)).toEqual([]);
      await context.close();
    });
  });

  it('tells by names what its pictures and tables are', async () => {
    const { page, context } = await signedIn('p_olga');
    await page.goto(`${site()}/de/ops/dead-letters`);
    await page.getByText('Als Tabelle').first().click();
    const names = await page.locator('main').ariaSnapshot();
    for (const part of [
      'img "Geparkt, nach Ursache"',
      'table "Geparkt, nach Ursache"',
      'row "Verarbeitung fehlgeschlagen',
      'region "Die neuesten zuerst"',
      'combobox "Ursache"',
    ])
      expect(names).toContain(part);
    await page.goto(`${site()}/de${scenes().at['counted']}`);
    const counted = await page.locator('main').ariaSnapshot();
    for (const part of ['img "Ereignisse nach Art"', 'img "Ereignisse nach Partition"', 'table "Prüfungen"'])
      expect(counted).toContain(part);
    await context.close();
  });

  it('keeps pictures and their table fresh, without loading the page again', async () => {
    const { page, context } = await signedIn('p_olga');
    await eventually('there is a line to see', async () => {
      await page.goto(`${site()}/de/ops`);
      return (await page.locator('polyline').count()) > 0;
    });
    const shown = (): Promise<string> =>
      page.evaluate<string>(`JSON.stringify([
        ...[...document.querySelectorAll('[data-picture] polyline')].map((line) => line.getAttribute('points')),
        document.querySelector('#history').closest('table').tBodies[0].textContent,
      ])`);
    const before = JSON.parse(await shown()) as string[];
    const after = await eventually(
      'all of it is another',
      async () => JSON.parse(await shown()) as string[],
      (now) => now.every((each, index) => each !== before[index]),
      120_000,
    );
    expect(after).toHaveLength(before.length);
    expect(await page.textContent('[data-trouble]')).toBe('');
    await context.close();
  }, 180_000);

  describe('without script', () => {
    it('shows nothing that would need it', async () => {
      const { page, context } = await signedIn('p_olga', true);
      for (const path of ['/ops', '/ops/dead-letters', scenes().at['running']!]) {
        await page.goto(`${site()}/de${path}`);
        expect(await page.getByRole('button', { name: /Kopieren|anhalten/ }).count()).toBe(0);
        expect(await page.locator('h1').count()).toBe(1);
      }
      expect(await page.getByRole('link', { name: 'Neu laden' }).count()).toBe(1);
      await context.close();
    });

    it('has a letter handled again, and a replay counted, approved and started', async () => {
      const event = group().parked('k-plain');
      const letter = await scenes().letters.park(event);
      const [olga, paul] = [await signedIn('p_olga', true), await signedIn('p_paul', true)];
      await olga.page.goto(site() + letter);
      await olga.page.getByRole('button', { name: 'Erneut verarbeiten' }).click();
      await olga.page.getByText('Die Lesegruppe arbeitet daran.').waitFor();
      const path = await scenes().replays.drafted();
      await scenes().replays.counted(path);
      await paul.page.goto(site() + path);
      await paul.page.getByRole('button', { name: 'Dieser Zählung zustimmen' }).click();
      await olga.page.goto(site() + path);
      await olga.page.getByRole('button', { name: 'Starten' }).click();
      await olga.page.getByText('Gestartet').waitFor();
      await Promise.all([olga.context.close(), paul.context.close()]);
    });
  });
}
