import { formKeyOf, Guest, type Page } from './guest.ts';
import type { PortalStand } from './portal-stand.ts';

const OWN = 'einmal-citizens';
const STAFF = 'einmal-staff';

const isLedToLogin = ({ status, headers }: Page): boolean =>
  status === 303 && headers.get('location')?.startsWith('/de/login?to=') === true;

/** Sessions that belong to somebody else, to another portal, or are over. */
export function describeForeignSessions(stand: () => PortalStand): void {
  describe('a session', () => {
    const at = (path: string): string => stand().portal + path;
    const signedIn = async (login = 'anna'): Promise<Guest> => {
      const guest = new Guest();
      expect((await guest.signIn(stand().portal, login)).status).toBe(200);
      return guest;
    };
    const holding = (name: string, cookie: string | undefined): Guest => {
      const guest = new Guest();
      guest.cookies.set(name, cookie ?? '');
      return guest;
    };

    it('that was begun by somebody else is not the one of the login', async () => {
      const attacker = new Guest();
      await attacker.see(at('/de/login/start?to=/de/trail'));
      const planted = attacker.cookies.get(OWN);
      const victim = holding(OWN, planted);
      await victim.signIn(stand().portal, 'anna');
      expect(victim.cookies.get(OWN)).not.toBe(planted);
      expect(isLedToLogin(await attacker.open(at('/de/trail')))).toBe(true);
    });

    it('takes no login that somebody else began', async () => {
      const attacker = new Guest();
      const issuer = await attacker.see(at('/de/login/start?to=/de/trail'));
      let answer = await attacker.post(issuer.url, { login: 'bernd' });
      while (!answer.headers.get('location')?.startsWith(at('/callback')))
        answer = await attacker.open(new URL(answer.headers.get('location')!, answer.url).href);
      const callback = answer.headers.get('location')!;
      const victim = new Guest();
      expect((await victim.open(callback)).status).toBe(400);
      await victim.see(at('/de/login/start?to=/de/trail'));
      expect((await victim.open(callback)).status).toBe(400);
      expect(isLedToLogin(await victim.open(at('/de/trail')))).toBe(true);
    });

    it('shows one person nothing of another, whose cookie came in its place', async () => {
      const [anna, bernd] = [await signedIn('anna'), await signedIn('bernd')];
      const berndsPage = await bernd.open(at('/de/logout'));
      expect(berndsPage.html).toContain('Sörensen');
      bernd.cookies.set(OWN, anna.cookies.get(OWN)!);
      const shown = await bernd.open(at('/de/logout'));
      expect([shown.html.includes('Lindemann'), shown.html.includes('Sörensen')]).toEqual([true, false]);
      // What was opened as one person is not sent as the other.
      const sent = await bernd.post(at('/de/logout'), { formKey: formKeyOf(berndsPage) });
      expect([sent.status, (await anna.open(at('/de/logout'))).status]).toEqual([400, 200]);
    });

    it('that ended leaves what was typed to whoever typed it, and not to who signs in next', async () => {
      const typed = { register: 'residents', plate: 'H-EM 777' };
      const seenBy = async (next: string): Promise<boolean> => {
        const anna = new Guest();
        const formKey = formKeyOf(await anna.signIn(stand().portal, 'anna', '/de/data'));
        await stand().endSessions();
        const sent = await anna.post(at('/de/data'), { formKey, ...typed });
        expect(isLedToLogin(sent)).toBe(true);
        return (await anna.signIn(stand().portal, next, '/de/data')).html.includes('H-EM 777');
      };
      expect([await seenBy('anna'), await seenBy('bernd')]).toEqual([true, false]);
    });

    it('of one portal is none at the other one', async () => {
      const citizen = (await signedIn()).cookies.get(OWN);
      const clerk = new Guest();
      expect((await clerk.signIn(stand().staff, 'petra')).status).toBe(200);
      const staff = clerk.cookies.get(STAFF);
      const shown = await Promise.all([
        holding(STAFF, citizen).open(`${stand().staff}/de/logout`),
        holding(OWN, staff).open(at('/de/logout')),
        // Nor under the name that it has.
        holding(OWN, citizen).open(`${stand().staff}/de/logout`),
        holding(STAFF, staff).open(at('/de/logout')),
      ]);
      expect(shown.map(isLedToLogin)).toEqual([true, true, true, true]);
    });

    it('begins for no clerk at the portal of citizens, and for no citizen at that of staff', async () => {
      const clerk = await new Guest().signIn(stand().portal, 'petra');
      const citizen = await new Guest().signIn(stand().staff, 'anna');
      expect([clerk, citizen].map(({ url }) => url.includes('/interaction/'))).toEqual([true, true]);
      expect([clerk, citizen].map(({ status }) => status)).toEqual([400, 400]);
    });

    it.each(['', 'A', 'A'.repeat(43), '../../etc/passwd', '%00', 'a'.repeat(4_000)])(
      'is not found by a made-up cookie: case %#',
      async (cookie) => {
        expect(isLedToLogin(await holding(OWN, cookie).open(at('/de/trail')))).toBe(true);
      },
    );

    it('is over after signing out, for whoever kept its cookie', async () => {
      const anna = await signedIn();
      const kept = anna.cookies.get(OWN);
      const sent = await anna.post(at('/de/logout'), {
        formKey: formKeyOf(await anna.open(at('/de/logout'))),
      });
      expect([sent.status, anna.cookies.has(OWN)]).toEqual([303, false]);
      expect(isLedToLogin(await holding(OWN, kept).open(at('/de/trail')))).toBe(true);
      // The issuer has no session, either, that would sign in again without being asked.
      const again = await anna.see(at('/de/login/start?to=/de/trail'));
      expect(again.url).toContain('/interaction/');
    });

    it('is over on all devices where that was asked, and for nobody else', async () => {
      const [phone, laptop, bernd] = [await signedIn(), await signedIn(), await signedIn('bernd')];
      const formKey = formKeyOf(await phone.open(at('/de/logout')));
      await phone.post(at('/de/logout'), { formKey, everywhere: 'yes' });
      const shown = await Promise.all([phone, laptop].map((guest) => guest.open(at('/de/logout'))));
      expect(shown.map(isLedToLogin)).toEqual([true, true]);
      expect((await bernd.open(at('/de/logout'))).status).toBe(200);
    });
  });
}
