import { visitor, type Visitor } from './browser.ts';
import { Film } from './film.ts';
import type { WebStand } from './web-stand.ts';

/** A clerk at the pages of staff, on a screen of an office. */
export class Clerk {
  private readonly stand: WebStand;
  private readonly who: Visitor;
  private readonly film: Film;
  private readonly isLooking: boolean;

  private constructor(stand: WebStand, who: Visitor, isLooking: boolean) {
    this.stand = stand;
    this.who = who;
    this.film = new Film('clerk');
    this.isLooking = isLooking;
  }

  static async on(stand: WebStand, login: string, withoutScript: boolean): Promise<Clerk> {
    const who = await visitor(stand.browser, { width: 1280, withoutScript });
    const clerk = new Clerk(stand, who, !withoutScript);
    await stand.signIn(who.page, login, '/de/clerk', stand.portals.staff);
    return clerk;
  }

  get faults(): readonly string[] {
    return this.who.faults;
  }

  close(): Promise<void> {
    return this.who.context.close();
  }

  /** What came last: taken, looked at, its paper noted, and granted. */
  async grantsTheLatest(reason: string): Promise<void> {
    const { page } = this.who;
    await this.sees('Eingegangene Anträge');
    await page.getByRole('row').filter({ hasText: 'Zu prüfen' }).first().getByRole('link').click();
    await this.sees('Bewohnerparkausweis beantragen');
    await page.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByText('Papier fehlt noch').waitFor();
    await page.getByRole('link', { name: 'Papier liegt vor' }).press('Enter');
    await this.sees('Papier liegt vor');
    expect(await page.getByLabel('Welches Papier haben Sie gesehen?').inputValue()).toBe(
      'Zulassungsbescheinigung Teil I (Fahrzeugschein)',
    );
    await page.getByRole('button', { name: 'Vermerken' }).press('Enter');
    await page.getByText('gesehen am').waitFor();
    await page.getByRole('link', { name: 'Entscheiden' }).click();
    await this.sees('Entscheiden');
    await page.getByLabel('Bewilligen').check();
    await page.getByLabel('Begründung').fill(reason);
    await page.getByRole('button', { name: 'Verbindlich entscheiden' }).click();
    await page.getByText('Bewilligt').first().waitFor();
    await this.sees('Bewohnerparkausweis beantragen');
  }

  private async sees(heading: string): Promise<void> {
    const { page } = this.who;
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await this.film.picture(page, heading.toLowerCase().replaceAll(' ', '-'));
    if (this.isLooking) expect([heading, await this.stand.findings(page)]).toEqual([heading, []]);
  }
}
