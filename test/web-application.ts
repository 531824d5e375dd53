import type { Endpoints } from '../deploy/local/endpoints.ts';
import { sendJson } from '../deploy/local/http-json.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import type { VisitedPage } from './portal-visitor.ts';
import { Applicant, pathOf } from './web-applicant.ts';

const PLATE = 'H-EM 101E';
const textOf = ({ html }: VisitedPage): string =>
  html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

interface Chosen {
  readonly evidenceType: string;
  readonly state: string;
  readonly validFrom: string;
}

const draftIn = ({ url }: VisitedPage): string => /\/applications\/([\w-]+)/.exec(url)![1]!;

/** The traps of an application at the portal, on a stack with the demonstration's people. */
export function describeWebApplication(stand: () => { readonly endpoints: Endpoints }): void {
  describe('an application at the portal', () => {
    const portal = (): string => stand().endpoints.apps.portal;
    let anna: Applicant;
    /** At the first source. */
    const named = async (): Promise<VisitedPage> =>
      anna.stepUp(await anna.send(await anna.begin(), { plate: PLATE, use: 'OWN' }), 'anna');

    /** State of what was chosen last for an evidence type. */
    const choiceOf = async (type: string): Promise<string | undefined> => {
      const { endpoints } = stand();
      const token = await tokenOf(endpoints, 'anna');
      const { consents } = await sendJson<{ readonly consents: readonly Chosen[] }>({
        method: 'GET',
        url: `${endpoints.apps.gateway}/v1/consents`,
        token,
      });
      const latest = (a: Chosen, b: Chosen): number => b.validFrom.localeCompare(a.validFrom);
      return consents.filter(({ evidenceType }) => evidenceType === type).toSorted(latest)[0]?.state;
    };

    beforeAll(async () => {
      anna = await Applicant.signedIn(portal(), 'anna');
    });

    it('is nobody else’s: a draft of another person is no page', async () => {
      const fields = await anna.begin();
      const bernd = await Applicant.signedIn(portal(), 'bernd');
      for (const step of ['fields/vehicle', 'sources/1', 'preview', 'check', '', 'done', 'answer']) {
        const page = await bernd.open(`/de/applications/${draftIn(fields)}/${step}`.replace(/\/$/, ''));
        expect([step, page.status]).toEqual([step, 404]);
      }
      const sent = await bernd.send(
        { ...(await bernd.open('/de/applications')), url: fields.url },
        { plate: PLATE },
      );
      expect(sent.status).toBe(404);
      expect((await anna.open(pathOf(fields))).status).toBe(200);
    });

    it('tells mistakes beside the field and in the summary, and keeps what was typed', async () => {
      const page = await anna.send(await anna.begin(), { plate: 'X-YZ', use: 'OWN' });
      expect(page.status).toBe(400);
      expect(page.html).toMatch(/<title>Fehler: /);
      expect(page.html).toContain('href="#plate"');
      expect(page.html).toContain('id="plate-error"');
      expect(page.html).toContain('value="X-YZ"');
      expect((await anna.open(pathOf(page))).html).toContain('value="X-YZ"');
    });

    it('asks what an answer has brought up, and takes that for no other window', async () => {
      const page = await anna.send(await anna.begin('trade-notice'), { legalKind: 'REGISTERED' });
      expect(page.status).toBe(400);
      expect(page.html).toContain('id="registerNumber-error"');
    });

    it('shows both where another window has saved something else, and saves when it is sent again', async () => {
      const [one, other] = [await anna.begin()].flatMap((page) => [page, page]);
      await anna.send(one!, { plate: 'H-AB 1', use: 'OWN' });
      const both = await anna.send(other!, { plate: PLATE, use: 'OWN' });
      expect(both.status).toBe(409);
      expect(textOf(both)).toContain('H-AB 1');
      expect(both.html).toContain(`value="${PLATE}"`);
      const saved = await anna.stepUp(await anna.send(both, { plate: PLATE, use: 'OWN' }), 'anna');
      expect(pathOf(saved)).toMatch(/\/sources\/1$/);
      expect((await anna.open(pathOf(one!))).html).toContain(`value="${PLATE}"`);
    });

    it('is filled in again after a login where its session had ended, and nothing of it is done before', async () => {
      const page = await anna.begin();
      anna.loseSession();
      const login = await anna.send(page, { plate: PLATE, use: 'OWN' });
      expect(pathOf(login)).toBe('/de/login');
      const again = await anna.signIn(login, 'anna');
      expect(pathOf(again)).toBe(pathOf(page));
      expect(again.html).toContain(`value="${PLATE}"`);
      expect(textOf(again)).toContain('Ihre Eingaben sind noch da');
      expect(textOf(await anna.open(`/de/applications/${draftIn(page)}/check`))).toContain('nicht angegeben');
      // For whom it is was kept in the session alone.
      const acting = await anna.send(again, { plate: PLATE, use: 'OWN' });
      expect(pathOf(acting)).toMatch(/\/acting$/);
      const source = await anna.stepUp(await anna.send(acting, { for: 'MYSELF' }), 'anna');
      expect(pathOf(source)).toMatch(/\/sources\/1$/);
    });

    it('asks again where the notice is another one than was read, and fetches nothing', async () => {
      const source = await named();
      const again = await anna.send(source, { way: 'FETCH', notice: 'f'.repeat(64) });
      expect(pathOf(again)).toBe(pathOf(source));
      expect(textOf(again)).toContain('Dieser Text hat sich geändert');
      expect(textOf(await anna.open(`/de/applications/${draftIn(source)}/preview`))).not.toContain(
        'Lindemann',
      );
    });

    it('is gone where its person deletes it, and stays where they only look', async () => {
      const draft = draftIn(await anna.begin());
      const asked = await anna.open(`/de/applications/${draft}/remove`);
      expect((await anna.open(`/de/applications/${draft}/acting`)).status).toBe(200);
      expect(pathOf(await anna.send(asked, {}))).toBe('/de/applications');
      expect((await anna.open(`/de/applications/${draft}/acting`)).status).toBe(404);
    });

    it('uses once, hands in once, and leads to the same page, however often it is sent', async () => {
      const first = await named();
      const draft = draftIn(first);
      const preview = await anna.send(await anna.send(first, { way: 'FETCH' }), { way: 'FETCH' });
      expect(pathOf(preview)).toMatch(/\/preview$/);
      expect(textOf(preview)).toMatch(/gilt seit .*Familienname Lindemann/);
      // All that the office gets, also what the form has no field for.
      expect(textOf(preview)).toMatch(/Gemeindeschlüssel 03241001/);
      expect(textOf(preview)).toMatch(/Kennzeichen H-EM 101E/);
      await Promise.all([1, 2].map(() => anna.send(preview, { source: '1', decision: 'use' })));
      const declined = await anna.send(preview, { source: '2', decision: 'decline' });
      expect(pathOf(declined)).toMatch(/\/sources\/2\/other$/);
      expect(await choiceOf('vehicles.parking-permit.v1')).toBe('WITHDRAWN');
      expect(await choiceOf('residents.parking-permit.v1')).toBe('ACTIVE');
      const rest = await anna.send(declined, { way: 'BRING_PAPER' });
      const check = await anna.send(rest, { isTrue: 'true' });
      expect(pathOf(check)).toMatch(/\/check$/);
      // What was declined is shown nowhere.
      expect(textOf(check)).not.toContain('Familienname der Halterin');
      const sent = await Promise.all([1, 2].map(() => anna.send(check, {})));
      const later = await anna.send(check, {});
      const addresses = new Set([...sent, later].map(pathOf));
      expect([...addresses]).toEqual([expect.stringMatching(/\/done$/)]);
      expect(pathOf(await anna.open(`/de/applications/${draft}/preview`))).toBe([...addresses][0]);
      expect(textOf(later)).toMatch(/Kurzzeichen [0-9A-F]{4}-[0-9A-F]{4}/);
      expect(textOf(await anna.open('/de/applications'))).not.toContain(draft);
    });
  });
}
