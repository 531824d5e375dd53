import { PortalVisitor, type VisitedPage } from './portal-visitor.ts';

export const pathOf = ({ url }: VisitedPage): string => new URL(url).pathname;

/** What goes unseen with the form that is sent; where a page has one for each source, with that of this one. */
function hiddenWith({ html }: VisitedPage, { source }: Readonly<Record<string, string>>): object {
  const forms = html.slice(html.indexOf('<main')).split('<form').slice(1);
  const hidden = forms.map(
    (form) =>
      new Map(
        [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, value] as const,
        ),
      ),
  );
  // The key of the session goes with every form, also with one that somebody makes up.
  const formKey = /name="formKey" value="([^"]*)"/.exec(html)?.[1];
  const fitting = hidden.find((offered) => offered.get('source') === source) ?? [];
  return { ...(formKey !== undefined && { formKey }), ...Object.fromEntries(fitting) };
}

/** Somebody at the portal, without a browser and without script: pages, and forms sent from them. */
export class Applicant {
  readonly #portal: string;
  readonly #visitor = new PortalVisitor();

  constructor(portal: string) {
    this.#portal = portal;
  }

  open = (path: string): Promise<VisitedPage> => this.#visitor.open(this.#portal + path);

  /** What the page offers goes with it, as a browser sends it. */
  send(page: VisitedPage, fields: Readonly<Record<string, string>>): Promise<VisitedPage> {
    return this.#visitor.open(page.url, { ...hiddenWith(page, fields), ...fields });
  }

  /** At the login page of the portal, and then at the issuer's. */
  async signIn(page: VisitedPage, login: string): Promise<VisitedPage> {
    const start = /href="(\/de\/login\/start[^"]*)"/.exec(page.html)![1]!.replaceAll('&amp;', '&');
    const issuer = await this.open(start);
    return this.#visitor.open(issuer.url, { login });
  }

  /** Registers are asked for whom the login knows well enough: it goes up where that is asked. */
  stepUp = (page: VisitedPage, login: string): Promise<VisitedPage> | VisitedPage =>
    pathOf(page) === '/de/login' ? this.signIn(page, login) : page;

  loseSession = (): void => this.#visitor.forget(this.#portal);

  static async signedIn(portal: string, login: string): Promise<Applicant> {
    const applicant = new Applicant(portal);
    await applicant.signIn(await applicant.open('/de/applications'), login);
    return applicant;
  }

  /** A draft, at its first page with something to type. */
  async begin(service = 'resident-parking-permit'): Promise<VisitedPage> {
    const explained = await this.open(`/de/services/${service}/begin`);
    const acting = await this.send(explained, {});
    return this.send(acting, { for: 'MYSELF' });
  }
}
