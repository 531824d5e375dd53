import type { Page } from 'playwright-core';
import { eventually } from '#libs/test-kit';
import { type Visitor, visitor, type VisitorLook } from './browser.ts';
import { Film } from './film.ts';
import type { WebStand } from './web-stand.ts';

const form = '/de/services/resident-parking-permit';
const ways = {
  fetch: 'Ja, abrufen. Ich sehe die Angaben zuerst.',
  other: 'Nein, ich lege den Nachweis selbst vor.',
  paper: /Ich bringe oder schicke ein Papier/,
} as const;

const isStep = /\/applications\/[^/]+\//;
const isReadFirst = `document.activeElement === document.querySelector('[data-takes-focus]')`;

/** Somebody who applies for a parking permit on a phone, by what the pages say. */
export class Applicant {
  private readonly stand: WebStand;
  private readonly who: Visitor;
  readonly film: Film;
  private readonly isLooking: boolean;

  private constructor(stand: WebStand, who: Visitor, film: Film, isLooking: boolean) {
    this.stand = stand;
    this.who = who;
    this.film = film;
    this.isLooking = isLooking;
  }

  static async on(stand: WebStand, walk: string, look: VisitorLook = {}): Promise<Applicant> {
    const who = await visitor(stand.browser, look);
    return new Applicant(stand, who, new Film(walk), look.withoutScript !== true);
  }

  get page(): Page {
    return this.who.page;
  }

  get faults(): readonly string[] {
    return this.who.faults;
  }

  close(): Promise<void> {
    return this.who.context.close();
  }

  open(path: string): Promise<unknown> {
    return this.page.goto(this.stand.portals.portal + path);
  }

  /** One heading, the focus on it or on what is wrong, nothing that axe finds, nothing cut off, and a picture. */
  async sees(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    const name = (await this.page.locator('h1').textContent())!.trim().toLowerCase();
    await this.film.picture(this.page, name.replaceAll(/[^a-zäöüß]+/g, '-'));
    if (!this.isLooking) return;
    // The script of the page moves the focus, and runs after the heading is there.
    if (isStep.test(this.page.url()))
      await eventually(`the focus is at what is read first: ${name}`, () =>
        this.page.evaluate<boolean>(isReadFirst),
      );
    expect([name, await this.stand.findings(this.page)]).toEqual([name, []]);
    expect([name, await this.page.locator('h1').count()]).toEqual([name, 1]);
  }

  press(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name }).click();
  }

  follow(name: string | RegExp): Promise<void> {
    return this.page.getByRole('link', { name }).first().click();
  }

  async signsIn(login: string): Promise<void> {
    await this.sees('Anmelden');
    await this.follow('Weiter zur Anmeldung');
    await this.stand.answerLogin(this.page, login);
  }

  /** From the start page to the question about the vehicle. */
  async begins(login: string): Promise<void> {
    await this.open('/de');
    await this.sees('Angaben nur einmal machen');
    await this.follow('Bewohnerparkausweis beantragen');
    await this.sees('Bewohnerparkausweis beantragen');
    await this.follow('Antrag starten');
    await this.signsIn(login);
    await this.page.waitForURL(`**${form}/begin`);
    await this.sees('Bewohnerparkausweis beantragen');
    await this.press('Antrag starten');
    await this.sees('Für wen stellen Sie den Antrag?');
    await this.page.getByLabel('Für mich selbst').check();
    await this.press('Weiter');
    await this.sees('Welches Fahrzeug?');
  }

  /** All that is typed: by it the register is asked. */
  async names(plate: string): Promise<void> {
    await this.page.getByLabel('Kennzeichen').fill(plate);
    await this.page.getByLabel('Es ist auf mich zugelassen.').check();
    await this.press('Speichern und weiter');
  }

  async chooses(source: string | RegExp, way: keyof typeof ways): Promise<void> {
    await this.sees(source);
    await this.page.getByLabel(ways[way]).check();
    await this.press('Weiter');
  }

  async decides(source: string, decision: 'Diese Angaben verwenden' | 'Nicht verwenden'): Promise<void> {
    await this.page.getByRole('group', { name: source }).getByRole('button', { name: decision }).click();
  }

  /** The last things to type. */
  async states(): Promise<void> {
    await this.sees('Ihre Erklärung');
    await this.page.getByLabel('Meine Angaben sind richtig und vollständig.').check();
    await this.press('Speichern und weiter');
    await this.sees('Prüfen Sie Ihren Antrag');
  }

  /** From the last things to type to what stands there then. */
  async handsIn(): Promise<void> {
    await this.states();
    await this.press('Antrag verbindlich absenden');
    await this.page.waitForURL('**/done');
  }

  /** Loads the page again until it says so. */
  async waitsFor(text: string | RegExp): Promise<void> {
    await eventually(
      `the page says ${String(text)}`,
      async () => {
        await this.page.reload();
        return this.page.getByText(text).count();
      },
      (count) => count > 0,
      60_000,
    );
  }
}
