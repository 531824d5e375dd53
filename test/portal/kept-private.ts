import { needlesOf, placesOf } from '../canary-search.ts';
import { Guest, type Page } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

const personal = ['/de/trail', '/de/logout'];
const open = ['/de', '/de/login', '/de/nothing'];

/** What browsers, caches and whoever copies the database get to see. */
export function describeKeptPrivate(stand: () => PortalStand): void {
  describe('what belongs to a person', () => {
    let anna: Guest;
    const page = (path: string): Promise<Page> => anna.open(stand().portal + path);

    beforeAll(async () => {
      anna = new Guest();
      await anna.signIn(stand().portal, 'anna');
    });

    it.each([...personal, ...open])('is in no cache and in no frame: %s', async (path) => {
      const { headers } = await page(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    });

    it.each([...personal, ...open])('is shown by no script or style but our own: %s', async (path) => {
      const { headers, html } = await page(path);
      const policy = new Map(
        headers
          .get('content-security-policy')!
          .split('; ')
          .map((each) => [each.split(' ', 1)[0], each.slice(each.indexOf(' ') + 1)]),
      );
      expect(policy.get('default-src')).toBe(`'none'`);
      expect(policy.get('script-src')).toBe(`'self'`);
      expect(policy.get('style-src')).toBe(`'self'`);
      expect(policy.get('form-action')).toBe(`'self'`);
      expect(policy.get('base-uri')).toBe(`'none'`);
      expect(policy.get('frame-ancestors')).toBe(`'none'`);
      expect(policy.get('require-trusted-types-for')).toBe(`'script'`);
      expect(policy.get('trusted-types')).toBe(`'none'`);
      expect(html).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style|\sstyle=|\son\w+=|https?:\/\//);
    });

    it('is behind one cookie, which no script reads and no other site sends', async () => {
      const { headers } = await new Guest().open(`${stand().portal}/de/login/start?to=/de/trail`);
      const cookies = headers.getSetCookie();
      expect(cookies).toEqual([expect.stringMatching(/^einmal-citizens=[\w-]{43};/)]);
      const flags = cookies[0]!.split('; ').slice(1);
      expect(flags.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
      expect([...anna.cookies.keys()].filter((name) => name.startsWith('einmal'))).toEqual([
        'einmal-citizens',
      ]);
    });

    it('is in no file that pages load, and these are kept for a year', async () => {
      const { html } = await page('/de/trail');
      const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
      expect(files.length).toBeGreaterThanOrEqual(3);
      for (const path of files) {
        const { status, headers } = await page(path);
        expect([path, status, headers.get('set-cookie')]).toEqual([path, 200, null]);
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    });

    it('cannot be read in the database of the portal, in a log or anywhere without the cookie', async () => {
      const { stack } = stand();
      await page('/de/trail');
      const { formKey } = {
        formKey: /name="formKey" value="([^"]+)"/.exec((await page('/de/logout')).html)![1]!,
      };
      const cookie = anna.cookies.get('einmal-citizens')!;
      expect(await placesOf(stack, needlesOf([], [cookie, formKey]))).toEqual([]);
      const { idnr } = stack.endpoints.citizens['anna']!;
      // A JWT, as tokens of the issuer are, begins like this whatever it holds.
      const told = await placesOf(stack, needlesOf(['Lindemann', idnr, 'eyJhbGciOi']));
      expect(
        told.filter((place) => /^einmal_portal|^logs\/(?:portal|gateway|procedures)/.test(place)),
      ).toEqual([]);
      expect(told).toContain('einmal_residents residents');
    });

    it('would be found there', async () => {
      await stand().query(`create table planted as select 'Lindemann' as content`);
      const told = await placesOf(stand().stack, needlesOf(['Lindemann']));
      await stand().query('drop table planted');
      expect(told).toContain('einmal_portal planted');
    });
  });
}
