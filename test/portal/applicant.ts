import { Guest, hiddenIn, type Page } from './guest.ts';

export const RESIDENTS = 'residents.parking-permit.v1';
export const VEHICLES = 'vehicles.parking-permit.v1';
/** Places of the sources of the form. */
export const places = { [RESIDENTS]: 1, [VEHICLES]: 2 } as const;

/** Somebody who applies for a parking permit, page by page, as a browser without script sends them. */
export class Applicant {
  readonly guest = new Guest();
  page!: Page;
  draft = '';
  private readonly portal: string;

  private constructor(portal: string) {
    this.portal = portal;
  }

  /** At the page of the vehicle. */
  static async begin(portal: string, login = 'anna', acting: object = { for: 'MYSELF' }): Promise<Applicant> {
    const applicant = new Applicant(portal);
    await applicant.signIn(login, '/de/services/resident-parking-permit/begin');
    await applicant.send({});
    applicant.draft = applicant.page.url.replace(/\/\w+$/, '');
    await applicant.send({ ...acting });
    return applicant;
  }

  /** At the preview of what both registers told. */
  static async fetched(portal: string, login = 'anna', plate = 'H-EM 101E'): Promise<Applicant> {
    const applicant = await Applicant.begin(portal, login);
    await applicant.send({ plate, use: 'OWN' });
    for (const place of [1, 2]) await applicant.choose(place);
    return applicant;
  }

  async signIn(login: string, goesOn: string): Promise<Page> {
    const start = `${this.portal}/de/login/start?level=high&to=${encodeURIComponent(goesOn)}`;
    const issuer = await this.guest.see(start);
    this.page = issuer.url.startsWith(this.portal) ? issuer : await this.guest.answerLogin(issuer, login);
    return this.page;
  }

  /** The first form of the page that is open, and on to where it leads. */
  async send(fields: Readonly<Record<string, string>>): Promise<Page> {
    const sent = await this.guest.post(this.page.url, { ...hiddenIn(this.page), ...fields });
    this.page = await this.guest.followed(sent);
    return this.page;
  }

  /** A page of the application. */
  async open(step: string): Promise<Page> {
    this.page = await this.guest.see(`${this.draft}/${step}`);
    return this.page;
  }

  async choose(place: number): Promise<Page> {
    await this.open(`sources/${place}`);
    return this.send({ way: 'FETCH' });
  }

  /** At the preview, of one source; hidden fields of its form go with it. */
  async decide(place: number, decision: 'use' | 'decline' | 'fetch'): Promise<Page> {
    await this.open('preview');
    const { html } = this.page;
    const at = html.indexOf(`name="source" value="${place}"`);
    const form = at === -1 ? html : html.slice(html.lastIndexOf('<form', at), html.indexOf('</form>', at));
    return this.send({
      ...hiddenIn({ ...this.page, html: `<main${form}</form>` }),
      source: `${place}`,
      decision,
    });
  }
}

/** The text of a page's main part. */
export const textOf = ({ html }: Page): string =>
  html
    .slice(html.indexOf('<main'), html.indexOf('</main'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
