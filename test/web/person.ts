import type { Page } from 'playwright-core';
import { visitor, type Visitor, type VisitorLook } from './browser.ts';
import type { WebStand } from './web-stand.ts';

type Fields = Readonly<Record<string, string>>;

/** What nobody types and goes with a form; of several forms, of the one for that source. */
function given(html: string, action: string, { source }: Fields): Fields {
  const isMeant = ([, to, within = '']: readonly string[]): boolean =>
    to === action && (source === undefined || within.includes(`name="source" value="${source}"`));
  const forms = [...html.matchAll(/<form [^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
  const [, , form = html] = forms.find(isMeant) ?? [];
  const hidden = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
  return Object.fromEntries([...form.matchAll(hidden)].map(([, name = '', value = '']) => [name, value]));
}

/** Somebody at one of the portals, who can send a form in the session of their browser without walking to it. */
export class Person {
  readonly visitor: Visitor;
  readonly site: string;

  private constructor(who: Visitor, site: string) {
    this.visitor = who;
    this.site = site;
  }

  static async guest(stand: WebStand, site: string, look: VisitorLook = {}): Promise<Person> {
    return new Person(await visitor(stand.browser, look), site);
  }

  static async signedIn(stand: WebStand, login: string, site = stand.portals.portal): Promise<Person> {
    const person = await Person.guest(stand, site);
    await stand.signIn(person.page, login, '/de/logout', site);
    return person;
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** What a page says. */
  async read(path: string): Promise<string> {
    const answer = await this.visitor.context.request.get(this.site + path);
    return answer.text();
  }

  /** As the form on that page is sent. @returns the path to which that led */
  async send(path: string, fields: Fields = {}, to = path): Promise<string> {
    const form = { ...given(await this.read(path), to, fields), ...fields };
    const headers = { origin: this.site, 'sec-fetch-site': 'same-origin' };
    const answer = await this.visitor.context.request.post(this.site + to, { form, headers });
    if (!answer.ok())
      throw new Error(`${to} was answered by ${answer.status()} to ${Object.keys(fields).join(', ')}`);
    return new URL(answer.url()).pathname;
  }
}
