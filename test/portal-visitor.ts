export interface VisitedPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** A browser as far as a portal needs one: it keeps the cookies of each site and follows redirects. */
export class PortalVisitor {
  readonly #cookies = new Map<string, string>();

  async open(address: string, form?: Readonly<Record<string, string>>): Promise<VisitedPage> {
    const { host, origin } = new URL(address);
    const response = await fetch(address, {
      redirect: 'manual',
      // As browsers say it of a form of the same site.
      headers: {
        cookie: this.#cookies.get(host) ?? '',
        ...(form && { origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]!);
    if (cookies.length > 0) this.#cookies.set(host, this.#joined(host, cookies));
    const html = await response.text();
    const location = response.headers.get('location');
    return location
      ? this.open(new URL(location, address).href)
      : { url: address, status: response.status, html };
  }

  /** What the browser holds for a site. */
  cookieOf(address: string): string {
    return this.#cookies.get(new URL(address).host) ?? '';
  }

  /** As when a session has ended. */
  forget(address: string): void {
    this.#cookies.delete(new URL(address).host);
  }

  #joined(host: string, further: readonly string[]): string {
    const pairs = [...(this.#cookies.get(host)?.split('; ') ?? []), ...further].map(
      (pair) => [pair.split('=', 1)[0]!, pair] as const,
    );
    return [...new Map(pairs).values()].join('; ');
  }
}

/** What a page offers to send: the values of its fields, by name. */
export const offeredBy = ({ html }: VisitedPage): ReadonlyMap<string, string> =>
  new Map(
    [...html.matchAll(/<input\b[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
