import { askedRaw, formKeyOf, Guest, type Page } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

/** What only programs understand. */
const machineWords =
  /"(?:type|status|code|traceId)"|route-unknown|request-invalid|method-|\bnull\b|undefined/;
/** A UUID or a whole trace id. */
const wholeId = /[0-9a-f]{8}-[0-9a-f]{4}|\b[0-9a-f]{32}\b/;

const isPage = ({ html, headers }: Page): boolean =>
  (headers.get('content-type') ?? '').startsWith('text/html') &&
  html.includes('<h1') &&
  !machineWords.test(html);

/** Requests that no page of the portal leads to. */
export function describeBadRequests(stand: () => PortalStand): void {
  describe('a request that is no good', () => {
    const at = (path: string): string => stand().portal + path;

    it.each([
      ['an unknown page', 'GET', '/de/nothing', 404],
      ['an unknown page in English', 'GET', '/en/nothing', 404],
      ['an unknown file', 'GET', '/assets/portal.css', 404],
      ['an unknown method', 'DELETE', '/de', 404],
      ['a form where there is none', 'POST', '/de', 404],
      ['an address in no encoding', 'GET', '/de/%ff', 400],
      ['a form of unknown id', 'GET', '/de/services/no-such-form', 404],
      ['a callback that nobody asked for', 'GET', '/callback?code=x&state=y', 400],
    ])('gets a page in plain words: %s', async (_, method, path, status) => {
      const response = await fetch(at(path), { method, redirect: 'manual' });
      const { url, headers } = response;
      const page = { url, headers, status: response.status, html: await response.text() };
      expect([page.status, isPage(page)]).toEqual([status, true]);
      expect(page.html).toContain(path.startsWith('/en') ? '<html lang="en"' : '<html lang="de"');
      expect(wholeId.exec(page.html)).toBeNull();
    });

    it('of 5 MB is refused with a page, and the session goes on', async () => {
      const anna = new Guest();
      const formKey = formKeyOf(await anna.signIn(stand().portal, 'anna'));
      const [cookie] = [...anna.cookies].map(([name, value]) => `${name}=${value}`).slice(-1);
      const page = await askedRaw(at('/de/logout'), {
        method: 'POST',
        headers: {
          cookie: cookie!,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': `${5 * 1024 * 1024}`,
        },
        begun: `formKey=${formKey}&note=`,
      });
      expect([page.status, isPage(page)]).toEqual([413, true]);
      expect(page.html).toContain('Das war zu viel auf einmal');
      expect((await anna.open(at('/de/logout'))).status).toBe(200);
    });

    it('under another name is not answered with a page of this one', async () => {
      for (const host of ['evil.example', 'localhost', `evil.example:${new URL(stand().portal).port}`]) {
        const { status, html } = await askedRaw(at('/de'), { headers: { host } });
        expect([host, status, html.includes('Was möchten Sie erledigen')]).toEqual([host, 404, false]);
      }
      const own = await askedRaw(at('/de'), { headers: { host: new URL(stand().portal).host } });
      expect([own.status, own.html.includes('Was möchten Sie erledigen')]).toEqual([200, true]);
    });

    it.each([
      'https://evil.example/de',
      '//evil.example',
      '/\\evil.example',
      '/de//evil.example',
      '/de/../../evil',
      '/de/%2f%2fevil.example',
      'javascript:alert(1)',
      '/de?x=<script>alert(1)</script>',
      '/de\r\nset-cookie: a=b',
      '/callback?code=x',
    ])('does not lead away after the login: %s', async (goesOn) => {
      const asked = `to=${encodeURIComponent(goesOn)}`;
      const { html } = await new Guest().open(at(`/de/login?${asked}`));
      expect(html).toContain('href="/de/login/start?to=%2Fde"');
      expect(html).not.toContain('evil');
      const anna = new Guest();
      const issuer = await anna.see(at(`/de/login/start?${asked}`));
      expect((await anna.answerLogin(issuer, 'anna')).url).toBe(at('/de'));
    });

    it('shows what an address holds as text and nothing else', async () => {
      const marks = '"><script>alert(1)</script>\u202e';
      for (const path of [`/de/${marks}`, `/de?x=${marks}`, `/de/login?level=${marks}&to=${marks}`]) {
        const { html } = await new Guest().open(at(encodeURI(path)));
        expect([path, html.includes('<script>alert'), html.includes('\u202e')]).toEqual([path, false, false]);
      }
    });
  });

  describe('where a service does not answer', () => {
    beforeAll(() => stand().kill('procedures'));
    afterAll(() => stand().startAgain('procedures'));

    it('the page says so, keeps its cause to itself and names a short reference', async () => {
      const page = await new Guest().open(stand().portal + '/de');
      expect([page.status, isPage(page)]).toEqual([503, true]);
      expect(page.html).toMatch(/nennen Sie bitte diese Nummer: [0-9a-f]{8}</);
      expect(wholeId.exec(page.html)).toBeNull();
      expect(page.html).not.toMatch(/procedures|127\.0\.0\.1|ECONNREFUSED/);
    });
  });
}
