import { request } from 'node:http';

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

type Fields = Readonly<Record<string, string>>;
type Sent = Readonly<Record<string, string>>;

/**
 * A browser as far as somebody hostile uses one. As cookies know no ports, all that it visits here share one jar, which
 * can be read and filled by others.
 */
export class Guest {
  readonly cookies = new Map<string, string>();

  /** Follows nothing by itself. */
  open(address: string, headers: Sent = {}): Promise<Page> {
    return this.#send(address, { headers });
  }

  /** As a page of this origin sends a form, but for what is changed. */
  post(address: string, fields: Fields, headers: Sent = {}): Promise<Page> {
    const own = { origin: new URL(address).origin, 'sec-fetch-site': 'same-origin' };
    const body = new URLSearchParams(fields);
    return this.#send(address, { method: 'POST', body, headers: { ...own, ...headers } });
  }

  async followed(page: Page): Promise<Page> {
    const location = page.headers.get('location');
    return location === null
      ? page
      : this.followed(await this.open(new URL(location, page.url).href, { 'sec-fetch-site': 'cross-site' }));
  }

  async see(address: string): Promise<Page> {
    return this.followed(await this.open(address));
  }

  /** At the issuer's own page, where a login led to. */
  async answerLogin(page: Page, login: string): Promise<Page> {
    return this.followed(await this.post(page.url, { login }));
  }

  /** From the portal's page that says why to sign in, to the page that the login is for. */
  async signIn(portal: string, login: string, goesOn = '/de/logout'): Promise<Page> {
    const issuer = await this.see(`${portal}/de/login/start?to=${encodeURIComponent(goesOn)}`);
    return this.answerLogin(issuer, login);
  }

  async #send(address: string, init: RequestInit): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Sent), ...(cookie !== '' && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const html = await response.text();
    return { url: address, status: response.status, html, headers: response.headers };
  }
}

/** The key that goes with the forms of a page. */
export const formKeyOf = ({ html }: Page): string => /name="formKey" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** What a browser would send with the first form of the page's main part, but for what is typed. */
export function hiddenIn({ html }: Page): Readonly<Record<string, string>> {
  const main = html.slice(html.indexOf('<main'));
  const form = main.slice(main.indexOf('<form'), main.indexOf('</form>'));
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
}

interface Raw {
  readonly method?: string;
  readonly headers: Sent;
  /** Of a body that is said to be longer; the rest is never sent. */
  readonly begun?: string;
}

/** What a browser would not send: under another name, or no more than the beginning of a body. */
export const askedRaw = (address: string, { method = 'GET', headers, begun }: Raw): Promise<Page> =>
  new Promise((resolve, reject) => {
    const asked = request(address, { method, headers }, (response) => {
      let html = '';
      response.setEncoding('utf8').on('data', (text: string) => (html += text));
      response.on('end', () => {
        asked.destroy();
        const type = response.headers['content-type'] ?? '';
        const status = response.statusCode ?? 0;
        resolve({ url: address, status, html, headers: new Headers({ 'content-type': type }) });
      });
    });
    asked.on('error', reject);
    if (begun === undefined) asked.end();
    else asked.write(begun);
  });
