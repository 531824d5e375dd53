import { Guest, formKeyOf } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

/** A session that ends, and a portal that ends, while somebody is at work. */
export function describeLostSessions(stand: () => PortalStand): void {
  describe('nothing is lost', () => {
    const at = (path: string): string => stand().portal + path;

    it('by a restart of the portal: who was signed in still is, and an open form can be sent', async () => {
      const anna = new Guest();
      const formKey = formKeyOf(await anna.signIn(stand().portal, 'anna'));
      await stand().kill('portal');
      await stand().startAgain('portal');
      expect((await anna.open(at('/de/logout'))).html).toContain('Lindemann');
      expect((await anna.post(at('/de/logout'), { formKey })).status).toBe(303);
    });

    it('by a login that a restart falls into', async () => {
      const anna = new Guest();
      const issuer = await anna.see(at('/de/login/start?to=/de/logout'));
      await stand().kill('portal');
      await stand().startAgain('portal');
      expect((await anna.answerLogin(issuer, 'anna')).url).toBe(at('/de/logout'));
    });

    it('by two tabs that sign in at once', async () => {
      const anna = new Guest();
      const first = await anna.see(at('/de/login/start?to=/de/logout'));
      await anna.open(at('/de/login/start?to=/de/data'));
      expect((await anna.answerLogin(first, 'anna')).url).toBe(at('/de/logout'));
    });

    it('by the end of a session: a form is not carried out, and its page comes back after the login', async () => {
      const anna = new Guest();
      const formKey = formKeyOf(await anna.signIn(stand().portal, 'anna'));
      await stand().endSessions();
      const sent = await anna.post(at('/de/logout'), { formKey });
      expect([sent.status, sent.headers.get('location')]).toEqual([
        303,
        '/de/login?to=%2Fde%2Flogout&ended=yes',
      ]);
      const back = await anna.signIn(stand().portal, 'anna');
      expect([back.url, back.status]).toEqual([at('/de/logout'), 200]);
    });
  });
}
