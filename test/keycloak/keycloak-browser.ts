import type { DemoCredentials } from '../../deploy/keycloak/demo-credentials.ts';
import { portalRedirect } from '../../deploy/local/demo-clients.ts';

/** Where Keycloak sent the browser in the end, and what it asked for on the way. */
export interface Visit {
  readonly callback?: URL;
  readonly asked: readonly string[];
  /** Status of the page at which a login stopped. */
  readonly stoppedWith?: number;
}

interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** A browser with its cookies, at Keycloak's own login pages; whoever keeps it is still logged in at the next client. */
export class KeycloakBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #counts: Map<string, number>;

  /** @param counts by login: how many one-time codes were used */
  constructor(
    private readonly credentials: DemoCredentials,
    counts: Map<string, number>,
  ) {
    this.#counts = counts;
  }

  async logIn(address: string, login: string): Promise<Visit> {
    const asked: string[] = [];
    let page = await this.#open(address);
    while (!page.url.startsWith(portalRedirect)) {
      const action = /<form\b[^>]*\baction="([^"]+)"/.exec(page.html)?.[1];
      const field = this.#fieldOf(page.html);
      if (action === undefined || field === undefined || asked.includes(field))
        return { asked, stoppedWith: page.status };
      asked.push(field);
      const form = { [field]: this.#answer(field, login) };
      page = await this.#open(action.replaceAll('&amp;', '&'), form);
    }
    return { callback: new URL(page.url), asked };
  }

  #fieldOf(html: string): string | undefined {
    return ['username', 'password', 'otp'].find((name) => html.includes(`name="${name}"`));
  }

  #answer(field: string, login: string): string {
    if (field === 'username') return login;
    if (field === 'password') return this.credentials.password(login);
    const count = this.#counts.get(login) ?? 0;
    this.#counts.set(login, count + 1);
    return this.credentials.code(login, count);
  }

  async #open(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, html };
    const next = new URL(location, url).href;
    return next.startsWith(portalRedirect) ? { url: next, status: 302, html } : this.#open(next);
  }
}
