import { Guest, hiddenIn, type Page } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

const marks = `"><script>alert(1)</script><b title='&`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const turned = 'abc\u202egnp.exe';

/** An application over HTTP, as somebody sends what no page would let them type. */
export function describeTypedValues(stand: () => PortalStand): void {
  describe('what somebody types', () => {
    let anna: Guest;
    let page: Page;
    let draft: string;

    const at = (path: string): string => stand().portal + path;
    const send = async (fields: Readonly<Record<string, string>>): Promise<Page> => {
      const sent = await anna.post(page.url, { ...hiddenIn(page), ...fields });
      page = await anna.followed(sent);
      return page;
    };

    beforeAll(async () => {
      anna = new Guest();
      page = await anna.signIn(stand().portal, 'anna', '/de/services/resident-parking-permit/begin');
      await send({});
      await send({ for: 'MYSELF' });
      draft = page.url.replace(/\/fields\/vehicle$/, '');
      expect(page.url).toMatch(/\/fields\/vehicle$/);
    });

    it('waits for the login where the session has ended, is shown again and not done', async () => {
      await stand().endSessions();
      const vehicle = page;
      const typed = { plate: marks, use: 'OWN' };
      const login = await send(typed);
      expect(login.url).toBe(
        at(`/de/login?to=${encodeURIComponent(new URL(vehicle.url).pathname)}&ended=yes`),
      );
      page = await anna.signIn(stand().portal, 'anna', new URL(vehicle.url).pathname);
      expect(page.html).toContain('Ihre Eingaben sind noch da');
      expect(page.html).toContain(`value="${escaped(marks)}"`);
      expect((await anna.open(vehicle.url)).html).toContain(`value="${escaped(marks)}"`);
    });

    it('is shown as text where it is refused, with the fault beside it', async () => {
      const answer = await send({ plate: marks, use: 'OWN' });
      expect([answer.status, answer.url]).toEqual([400, `${draft}/fields/vehicle`]);
      expect(answer.html).toContain(`value="${escaped(marks)}"`);
      expect(answer.html).toMatch(/<title>Fehler: .*aria-invalid="true"/s);
      expect(answer.html).not.toContain(marks);
    });

    it('hides nothing by marks of direction: refused, or shown by their names', async () => {
      await send({ plate: 'H-EM 101E', use: 'SOMEBODY_ELSES', proofOfUse: turned });
      const check = await anna.open(`${draft}/check`);
      const main = check.html.slice(check.html.indexOf('<main'));
      expect(main).not.toContain('\u202e');
    });

    it('is not asked again where the session ended, and neither is what was decided', async () => {
      page = await anna.open(`${draft}/acting`);
      await send({ for: 'MYSELF' });
      page = await anna.open(`${draft}/fields/vehicle`);
      await send({ plate: 'H-EM 101E', use: 'OWN' });
      for (const place of [1, 2]) {
        page = await anna.open(`${draft}/sources/${place}`);
        await send({ way: 'OTHER' });
        await send({ way: 'BRING_PAPER' });
      }
      await stand().endSessions();
      page = await anna.signIn(stand().portal, 'anna', new URL(draft).pathname);
      expect(page.url).toBe(`${draft}/fields/statement`);
    });

    it('is handed in once, however often and however fast it is sent', async () => {
      page = await anna.open(`${draft}/fields/statement`);
      await send({ isTrue: 'true' });
      expect(page.url).toBe(`${draft}/check`);
      const fields = hiddenIn(page);
      const check = page.url;
      const twice = await Promise.all([anna.post(check, fields), anna.post(check, fields)]);
      const later = await anna.post(check, fields);
      const shown = await Promise.all([...twice, later].map((each) => anna.followed(each)));
      const references = shown.map(
        ({ html }) => /<strong>([0-9A-F]{4}-[0-9A-F]{4})<\/strong>/.exec(html)?.[1],
      );
      expect([...new Set(references)]).toEqual([expect.stringMatching(/^[0-9A-F]{4}-/)]);
      const { html } = await anna.open(at('/de/applications'));
      expect(html.split(/Kurzzeichen/).length - 1).toBe(1);
    });
  });
}
