import { eventually } from '#libs/test-kit';
import { choose } from '../../deploy/local/parking-choice.ts';
import { type PortalGuests, words } from '../portal-guests.ts';
import { PortalVisitor } from '../portal-visitor.ts';
import type { ReleaseWay } from '../release-way.ts';

interface Stand {
  readonly guests: PortalGuests;
  readonly way: ReleaseWay;
  readonly anna: PortalVisitor;
}

interface Trail {
  readonly disclosures: readonly { readonly lookupId: string; readonly stage: string }[];
}

/** What Anna says is wrong, on a stack that somebody else has started. */
export function describeDoubts(stand: () => Stand): void {
  describe('a doubt about an entry', () => {
    it('reaches the officer of the register, who sees whose record it is about', async () => {
      const { guests, way, anna } = stand();
      const { stack } = guests;
      const shown = await way.shown('anna', await choose(stack.endpoints));
      await way.use(shown);
      await way.take(shown);
      const { disclosures } = await stack.as('anna').get<Trail>('/v1/me/disclosures');
      const { lookupId } = disclosures.find(({ stage }) => stage === 'RELEASE')!;
      const said = { about: 'VALUE', text: 'So heiße ich nicht.' };
      await guests.send(anna, `/de/trail/${lookupId}/report`, said);
      const staff = stack.endpoints.apps['portal-staff'];
      const hanna = new PortalVisitor();
      const issuer = await hanna.open(`${staff}/de/login/start?to=/de/residents`);
      const { url } = await hanna.open(issuer.url, { login: 'hanna' });
      const list = await eventually(
        'the list of cases',
        () => hanna.open(url),
        ({ html }) => html.includes('Zweifel an einer Angabe'),
      );
      expect(words(list)).not.toContain('Lindemann');
      const [, path = ''] = /href="(\/de\/residents\/0\/cases\/[0-9a-f-]{36})"/.exec(list.html)!;
      const page = words(await hanna.open(staff + path));
      expect(page).toMatch(/Wessen Eintrag\s+.*Lindemann\s+.*Geboren am\s+17\. April 1988/s);
      expect(page).toContain('So heiße ich nicht.');
    });
  });
}
