import { Applicant } from './applicant.ts';
import { hiddenIn } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

/** Somebody with several pages open at once. */
export function describeTwoTabs(stand: () => PortalStand): void {
  describe('of two tabs', () => {
    const at = (path: string): string => stand().portal + path;
    const path = (address: string): string => new URL(address).pathname;

    it('one signs in anew: what was typed in the other is not done, and not lost', async () => {
      const anna = await Applicant.begin(stand().portal);
      const vehicle = anna.page;
      await anna.signIn('anna', '/de/trail');
      anna.page = vehicle;
      const shown = await anna.send({ plate: 'H-EM 101E', use: 'OWN' });
      expect([shown.status, shown.url]).toEqual([200, vehicle.url]);
      expect(shown.html).toContain('Ihre Eingaben sind noch da');
      expect(shown.html).toContain('value="H-EM 101E"');
      expect((await anna.guest.open(`${anna.draft}/check`)).html).not.toContain('H-EM 101E');
      const saved = await anna.send({ plate: 'H-EM 101E', use: 'OWN' });
      expect(saved.url).toBe(`${anna.draft}/sources/1`);
    });

    it('the page of somebody who was signed in before shows nothing to the next one', async () => {
      const anna = await Applicant.begin(stand().portal);
      const vehicle = anna.page;
      anna.guest.cookies.clear();
      await anna.signIn('bernd', '/de/applications');
      anna.page = vehicle;
      expect((await anna.send({ plate: 'H-EM 101E', use: 'OWN' })).status).toBe(400);
    });

    it('one is enough: two clicks begin one application', async () => {
      const anna = await Applicant.begin(stand().portal);
      const drafts = async (): Promise<number> =>
        (await anna.guest.open(at('/de/applications'))).html.split('>Weitermachen<').length;
      const before = await drafts();
      const page = await anna.guest.open(at('/de/services/resident-parking-permit/begin'));
      const clicks = await Promise.all([1, 2].map(() => anna.guest.post(page.url, hiddenIn(page))));
      expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
      expect((await drafts()) - before).toBe(1);
    });

    it('each keeps what was typed into it while the session ended', async () => {
      const anna = await Applicant.begin(stand().portal);
      const vehicle = anna.page;
      const confirm = at('/de/permissions/some/confirm');
      await stand().endSessions();
      await anna.send({ plate: 'H-EM 101E', use: 'OWN' });
      await anna.guest.post(confirm, { euid: 'DEP2305.HRB12345' });
      await anna.signIn('anna', path(vehicle.url));
      expect(anna.page.html).toContain('value="H-EM 101E"');
      expect((await anna.guest.open(confirm)).html).toContain('value="DEP2305.HRB12345"');
    });

    it('is told no reason that is not the one: nobody was signed out where a service was away', async () => {
      const anna = await Applicant.begin(stand().portal);
      const vehicle = anna.page;
      await stand().kill('procedures');
      expect((await anna.send({ plate: 'H-EM 101E', use: 'OWN' })).status).toBe(503);
      await stand().startAgain('procedures');
      const shown = await anna.guest.open(vehicle.url);
      expect(shown.html).toContain('value="H-EM 101E"');
      expect(shown.html).not.toContain('abgemeldet, als');
    });
  });
}
