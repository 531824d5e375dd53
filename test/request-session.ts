import type { PageCommands } from '../deploy/local/testing/page-commands.ts';
import { type Columns, scenesOf } from './session-scenes.ts';

/** What `npm run request-session` prints, on a stack that somebody else has started. */
export function describeRequestSession(page: () => PageCommands): void {
  describe('npm run request-session', () => {
    let scenes: ReadonlyMap<string, Columns>;

    beforeAll(async () => {
      scenes = scenesOf(await page().run('npm run -s request-session'));
    });

    it('shows the request to the citizen whom it concerns, and to nobody else', () => {
      const [citizen, portal, office] = scenes.get('The office asks')!;
      expect(citizen).toMatch(/In their words: BPA-2026-000123 .*OPEN.*OPEN.*OPEN/);
      expect(portal).toContain('The same as anna: no such request');
      expect(office).toContain('The request is OPEN');
    });

    it('shows values to the citizen alone before they are used, and to nobody after they are declined', () => {
      const [citizen, , office] = scenes.get('bernd looks at the vehicle')!;
      expect(citizen).toContain('Number plate: H-EM 202');
      expect(office).toMatch(/^parking-hannover-desk sees The request is OPEN( [\w.-]+ OPEN){3}$/);
      expect(scenes.get('and declines it')![2]).toMatch(/( [\w.-]+ OPEN){2} [\w.-]+ DECLINED$/);
    });

    it('hands over what was seen, again under its key, and not after the withdrawal', () => {
      const [citizen, , office] = scenes.get('bernd uses the address')!;
      const values = citizen.replace('bernd sees ', '');
      expect(values).toContain('Street: ');
      expect(office).toContain(
        `POST /v1/releases: 200 ${values} The same again under its Idempotency-Key: POST /v1/releases: 200 ${values}`,
      );
      const after = scenes.get('and withdraws')![2];
      expect(after).toContain('POST /v1/releases: 403 consent-withdrawn');
      expect(after).not.toContain('Street');
    });

    it('hands over nothing that changed in between, and the new value after a new preview', () => {
      const changed = scenes.get('bernd uses the residence, and moves before the office takes it')!;
      expect(changed[2]).toContain('POST /v1/releases: 409 release-changed');
      expect(changed[2]).not.toContain('Street');
      const [citizen, , office] = scenes.get('so there is a new preview')!;
      const values = citizen.replace('bernd sees ', '');
      expect(values).not.toBe(changed[0].replace('bernd sees ', ''));
      expect(office).toContain(`POST /v1/releases: 200 ${values}`);
    });

    it('ends with a trail of all of it, in which preview and release are one story', () => {
      const [trail] = scenes.get('In the end')!;
      expect(trail).toMatch(
        /(\w{4}) release of the Residence for a resident parking permit: told .*\b\1 preview/,
      );
      expect(trail).toMatch(
        /(\w{4}) release of the Residence for a resident parking permit: changed .*\b\1 preview/,
      );
      expect(trail).toContain('release of the Current address: refused (consent-withdrawn)');
    });
  });
}
