import { Applicant } from './applicant.ts';
import { Clerk } from './clerk.ts';
import type { WebStand } from './web-stand.ts';

const home = 'Ihre Wohnung aus dem Melderegister';
const vehicle = 'Ihr Fahrzeug aus dem Fahrzeugregister';
/** "gilt seit 1. August 2019, abgerufen am 29. November 2026 um 23:05 Uhr" */
const dated = /gilt seit \d+\. \p{L}+ \d{4}, abgerufen am \d+\. \p{L}+ \d{4} um /u;

/** Three applications for a permit; without script they are the same ones. */
export function describeParkingPermits(stand: () => WebStand, where: string, withoutScript: boolean): void {
  const applicant = (walk: string): Promise<Applicant> =>
    Applicant.on(stand(), withoutScript ? `${walk}-without-script` : walk, { withoutScript });

  describe(`${where}, the first applicant`, () => {
    let anna: Applicant;

    beforeAll(async () => {
      anna = await applicant('first');
    });
    afterAll(() => anna?.close());

    it('begins, and is told beside the field and in a summary what is missing', async () => {
      await anna.begins('anna-low');
      await anna.press('Speichern und weiter');
      await anna.sees('Welches Fahrzeug?');
      expect(await anna.page.title()).toMatch(/^Fehler: /);
      const summary = anna.page.getByRole('region', { name: 'Bitte prüfen Sie Ihre Eingaben' });
      expect(await anna.page.evaluate<string>('document.activeElement.textContent')).toContain(
        'Bitte prüfen Sie Ihre Eingaben',
      );
      await summary.getByRole('link').first().click();
      await anna.page.locator('#plate:focus').waitFor();
    });

    it('types the plate and nothing else that a register knows, and steps up', async () => {
      await anna.names('H-EM 101E');
      await anna.signsIn('anna');
      await anna.chooses(new RegExp(home), 'fetch');
      await anna.chooses(new RegExp(vehicle), 'fetch');
    });

    it('sees two sources with their dates before anybody else does', async () => {
      await anna.sees('Das steht im Register');
      for (const source of [home, vehicle])
        expect(await anna.page.getByRole('article', { name: source }).textContent()).toMatch(dated);
      expect(await anna.page.getByText('Beispielweg').count()).toBeGreaterThan(0);
    });

    it('uses one source, declines the other and brings a paper instead', async () => {
      await anna.decides(home, 'Diese Angaben verwenden');
      await anna.sees('Das steht im Register');
      await anna.decides(vehicle, 'Nicht verwenden');
      await anna.sees('Wie möchten Sie den Nachweis vorlegen?');
      await anna.page
        .getByLabel('Ich bringe oder schicke ein Papier: Zulassungsbescheinigung Teil I (Fahrzeugschein).')
        .check();
      await anna.press('Weiter');
      await anna.handsIn();
      await anna.sees('Ihr Antrag ist eingegangen');
      await anna.waitsFor('Eine Mitarbeiterin oder ein Mitarbeiter prüft Ihren Antrag.');
      const missing = anna.page.getByRole('listitem').filter({ hasText: 'Fahrzeugschein' });
      expect(await missing.count()).toBe(1);
    });

    it('is granted the permit by a clerk, who has the paper', async () => {
      const petra = await Clerk.on(stand(), 'petra', withoutScript);
      await petra.grantsTheLatest('Das Fahrzeug steht auf dem Papier, das vorliegt.');
      expect(petra.faults).toEqual([]);
      await petra.close();
      await anna.waitsFor('Ihr Antrag ist bewilligt');
      await anna.sees('Ihr Antrag ist bewilligt');
      const print = anna.page.getByRole('button', { name: 'Drucken' });
      expect(await print.isVisible()).toBe(!withoutScript);
      if (withoutScript) return;
      await anna.page.evaluate('globalThis.print = () => (document.body.dataset.printed = "yes")');
      await print.press('Enter');
      expect(await anna.page.locator('body[data-printed]').count()).toBe(1);
    });

    it('finds one story of preview and release in the trail', async () => {
      await anna.open('/de/trail');
      await anna.sees('Meine Auskünfte');
      const told = 'Sie hatten die Angaben vorher gesehen und freigegeben.';
      const stories = anna.page.getByRole('listitem').filter({ hasText: told });
      expect(await stories.count()).toBe(1);
      const latest = stories.first();
      expect(await latest.getByText(told).isVisible()).toBe(false);
      await anna.page.emulateMedia({ media: 'print' });
      expect(await latest.getByText(told).isVisible()).toBe(true);
      await anna.page.emulateMedia({ media: null });
      expect(await latest.getByText('Übermittelt').isVisible()).toBe(true);
      await latest.locator('summary').click();
      expect(await latest.getByText(told).isVisible()).toBe(true);
      await latest.getByRole('link', { name: 'Einzelheiten ansehen' }).click();
      await anna.page.getByText(/Abgeholt hat sie: .*Straßenverkehrsbehörde/).waitFor();
      const entry = anna.page.url();
      await anna.page.getByRole('link', { name: 'Ihren Antrag dazu ansehen' }).click();
      await anna.sees('Ihr Antrag ist bewilligt');
      await anna.page.getByRole('link', { name: /Angaben aus dem Melderegister/ }).click();
      await anna.page.waitForURL(entry);
    });

    it('was asked to go nowhere else, and no policy was broken', () => {
      expect(anna.faults).toEqual([]);
    });
  });

  const previewed = async (walk: string, login: string, plate: string): Promise<Applicant> => {
    const further = await applicant(walk);
    await further.begins(login);
    await further.names(plate);
    await further.chooses(new RegExp(home), 'fetch');
    await further.chooses(new RegExp(vehicle), 'fetch');
    await further.sees('Das steht im Register');
    await further.decides(home, 'Diese Angaben verwenden');
    await further.decides(vehicle, 'Diese Angaben verwenden');
    return further;
  };

  it(`${where}, decides automatically on an applicant who uses everything`, async () => {
    const bernd = await previewed('second', 'bernd', 'H-EM 202');
    await bernd.handsIn();
    await bernd.waitsFor('Ihr Antrag ist bewilligt');
    await bernd.sees('Ihr Antrag ist bewilligt');
    expect(await bernd.page.getByText('Ein Computer hat nach festen Regeln entschieden.').count()).toBe(1);
    expect(bernd.faults).toEqual([]);
    await bernd.close();
  });

  it(`${where}, sends nothing on that was taken back after its use, and asks for another way`, async () => {
    const third = await previewed('third', 'anna', 'H-EM 101E');
    await third.sees('Ihre Erklärung');
    const statement = third.page.url();
    await third.open('/de/permissions');
    await third.sees('Meine Freigaben');
    await third.follow('Beenden');
    await third.sees(/Wahl zurücknehmen/);
    await third.press('Wahl zurücknehmen');
    await third.sees(/Zurückgenommen/);
    await third.page.goto(statement);
    await third.states();
    await third.press('Antrag verbindlich absenden');
    await third.follow('Entscheiden Sie über jeden Nachweis.');
    await third.page.getByText('Ihre Wahl gilt nicht mehr').waitFor();
    await third.chooses(/./, 'other');
    await third.chooses('Wie möchten Sie den Nachweis vorlegen?', 'paper');
    await third.sees('Prüfen Sie Ihren Antrag');
    await third.press('Antrag verbindlich absenden');
    await third.sees('Ihr Antrag ist eingegangen');
    expect(third.faults).toEqual([]);
    await third.close();
  });
}
