import type { PageCommands } from '../deploy/local/testing/page-commands.ts';
import { type Columns, scenesOf } from './session-scenes.ts';

/** What `npm run form-session` prints, on a stack that somebody else has started. */
export function describeFormSession(page: () => PageCommands): void {
  describe('npm run form-session', () => {
    let scenes: ReadonlyMap<string, Columns>;

    beforeAll(async () => {
      scenes = scenesOf(await page().run('npm run -s form-session'));
    });

    it('ends a re-registration as an act that an officer confirms, and that closes the case', () => {
      expect(scenes.get('anna moves, and the vehicle office hears of it')![2]).toMatch(
        /HOLDER_ADDRESS_CHANGED: OPEN UPDATE_ADDRESS, FZV §15\(1\), \(4\)/,
      );
      const [citizen] = scenes.get('opens the form of the re-registration')!;
      expect(citizen).toMatch(/Filled in: .*\(residents\).*\(vehicles\).*Typed: Number plate: H-EM 101E/);
      const [, clerk, register] = scenes.get('and hands it in')!;
      expect(clerk).toContain('Prepared, for the vehicles register: POST /v1/vehicles/{id}/acts/');
      expect(register).toContain('HOLDER_ADDRESS_CHANGED: OPEN');
      const [decided, , confirmed] = scenes.get('viola confirms the act, with a login of her own')!;
      expect(confirmed).toMatch(/version \d+: holder .*HOLDER_ADDRESS_CHANGED: CLOSED ADDRESS_UPDATED$/);
      expect(decided).toContain('My application: DECIDED');
    });

    it('gives a second parking permit to a clerk, and each rule has its reason', () => {
      const [citizen, clerk, registers] = scenes.get('and hands it in (2)')!;
      expect(citizen).toContain('My application: IN_REVIEW');
      expect(clerk).toMatch(/YES The home lies in a residents’ zone The address lies in zone H-A\./);
      const open = clerk.match(/\b(?:NO|UNKNOWN) [^.]+/g);
      expect(open).toEqual(['NO It is the person’s only application Another one is granted or with a clerk']);
      expect(scenes.get('the clerk decides')![0]).toContain('My application: DECIDED GRANTED');
      expect(registers).toMatch(/RELEASE DISCLOSED to [^:]+: Vehicle and holder/);
      expect(registers).toMatch(/PREVIEW DISCLOSED to anna: Vehicle and holder/);
    });

    it('brings a trade notice to the trade office, with released evidence and own statements apart', () => {
      const [, clerk] = scenes.get('and hands it in (3)')!;
      expect(clerk).toContain('YES Who gives the notice represents the company');
      expect(clerk).toMatch(/business\.trade-notice\.v1: EVIDENCE, .*Stated by the applicant: /);
      expect(scenes.get('the trade office confirms that it came')![0]).toContain('DECIDED');
    });
  });
}
