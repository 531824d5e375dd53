import { visitor } from './browser.ts';
import { press as pressOn, tabTo } from './stops.ts';
import type { WebStand } from './web-stand.ts';

/** The first steps of an application without a mouse and without a touch. */
export function describeKeyboard(stand: () => WebStand): void {
  it('on a phone, is applied for by keys alone, from the start page to what registers told', async () => {
    const { page, faults, context } = await visitor(stand().browser);
    const isAt = async (heading: string): Promise<void> => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      // Its script moves the focus, which has to be over before the first key.
      await page.waitForLoadState();
    };
    const press = (name: string): Promise<void> => pressOn(page, name);
    const choose = async (name: string): Promise<void> => {
      await tabTo(page, name);
      await page.keyboard.press('Space');
    };
    await page.goto(`${stand().portals.portal}/de`);
    await press('Bewohnerparkausweis beantragen');
    await isAt('Bewohnerparkausweis beantragen');
    await press('Antrag starten');
    await isAt('Anmelden');
    await press('Weiter zur Anmeldung');
    // The page of the issuer, which is not ours.
    await stand().answerLogin(page, 'bernd');
    await isAt('Bewohnerparkausweis beantragen');
    await press('Antrag starten');
    await isAt('Für wen stellen Sie den Antrag?');
    await choose('Für mich selbst');
    await press('Weiter');
    await isAt('Welches Fahrzeug?');
    await tabTo(page, 'Kennzeichen');
    await page.keyboard.type('H-EM 202');
    await choose('Es ist auf mich zugelassen.');
    await press('Speichern und weiter');
    for (const source of ['Ihre Wohnung aus dem Melderegister', 'Ihr Fahrzeug aus dem Fahrzeugregister']) {
      await isAt(source);
      await choose('Ja, abrufen. Ich sehe die Angaben zuerst.');
      await press('Weiter');
    }
    await isAt('Das steht im Register');
    await tabTo(page, 'Schwierige Wörter erklärt');
    await page.keyboard.press('Enter');
    await page.getByText('Eine Nummer, die für eine Stadt oder Gemeinde steht.').first().waitFor();
    // Of two equal buttons both are reached, and are told apart by what they are about.
    await tabTo(page, 'Diese Angaben verwenden');
    await tabTo(page, 'Nicht verwenden');
    const names = await page.locator('main').ariaSnapshot();
    for (const part of [
      'heading "Das steht im Register" [level=1]',
      'article "Ihre Wohnung aus dem Melderegister"',
      'group "Ihr Fahrzeug aus dem Fahrzeugregister"',
      'button "Nicht verwenden"',
    ])
      expect(names).toContain(part);
    await page.goto(`${stand().portals.portal}/de/trail`);
    const story = page.locator('.folded-list summary').first();
    await tabTo(page, (await story.textContent())!);
    await page.keyboard.press('Enter');
    await page.getByText('Zweck: Bewohnerparkausweis').first().waitFor();
    await press('Einzelheiten ansehen');
    await page.waitForURL(/\/de\/trail\/[0-9a-f-]{36}$/);
    expect(faults).toEqual([]);
    await context.close();
  });
}
