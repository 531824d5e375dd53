import type { Endpoints } from '../deploy/local/endpoints.ts';
import type { PageCommands } from '../deploy/local/testing/page-commands.ts';
import { offeredBy, PortalVisitor, type VisitedPage } from './portal-visitor.ts';

interface Stack {
  readonly page: PageCommands;
  readonly endpoints: Endpoints;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** What the page gives to copy, in its order. */
const copiedFrom = ({ html }: VisitedPage): string[] =>
  [...html.matchAll(/data-copies="([^"]*)"/g)].map(([, text = '']) => unescaped(text));

/** From the start page to an answered request, with nothing but what the pages say. */
export function describeDeveloperDoor(stack: () => Stack): void {
  describe('the door for developers', () => {
    const dora = new PortalVisitor();
    const at = (path: string): string => stack().endpoints.apps['portal-console'] + path;
    let tried: VisitedPage;

    async function signIn(visitor: PortalVisitor, login: string): Promise<VisitedPage> {
      const issuer = await visitor.open(at('/de/login/start?to=%2Fde'));
      return visitor.open(issuer.url, { login });
    }

    it('leads a developer to what the authority’s systems may ask', async () => {
      const page = await signIn(dora, 'dora');
      expect(new URL(page.url).pathname).toBe('/de/dev');
      expect(page.html).toContain('Straßenverkehrsbehörde');
      expect(page.html).toContain('vehicles.parking-permit.v1');
      expect(page.html).toContain('StVG §35(1) no. 22');
      expect(page.html).toContain('parking-hannover');
    });

    it('gives commands that answer as they stand', async () => {
      tried = await dora.open(at('/de/dev/try/hannover-parking-vehicle'));
      const printed = await stack().page.run(copiedFrom(tried).join('\n'));
      expect(JSON.parse(printed)).toMatchObject({
        status: 'EVIDENCE',
        evidence: { plate: 'H-EM 101E' },
        provenance: { plate: { register: 'vehicles' } },
      });
    });

    it('shows how each request was answered, for whom not, and explains what was refused', async () => {
      const wrong = copiedFrom(tried).join('\n').replace('"resident-parking-permit"', '"procurement"');
      const { code } = JSON.parse(await stack().page.run(wrong)) as { code: string };
      const asked = await dora.open(at('/de/dev/asked'));
      expect(asked.html).toContain('beantwortet');
      expect(asked.html).toContain('abgelehnt');
      expect(asked.html).toContain(`/de/dev/problems#${code}`);
      expect(asked.html).not.toMatch(/H-EM 101E|Lindemann|01234506788/);
      const problems = await dora.open(at('/de/dev/problems'));
      const explained = new RegExp(`id="${code}"><a class="kern-link" href="([^"]+)"`).exec(
        problems.html,
      )![1]!;
      expect(await (await fetch(explained)).text()).toContain('Remedy');
    });

    it('gives a request to the person where they decide', async () => {
      const page = await dora.open(at('/de/dev/try/hannover-parking-residence'));
      expect(page.html).toContain('/v1/requests');
      const { id } = JSON.parse(await stack().page.run(copiedFrom(page).join('\n'))) as { id: string };
      expect(id).toMatch(/^[\w-]{36}$/);
    });

    it('sends no ping to what is no callback of the authority', async () => {
      const page = await dora.open(at('/de/dev/callbacks'));
      const formKey = offeredBy(page).get('formKey') ?? '';
      const answer = await dora.open(at('/de/dev/callbacks'), { formKey, callback: 'goettingen-housing' });
      expect([answer.status, answer.html.includes('Testnachricht ist angekommen')]).toEqual([200, false]);
    });

    it('is closed to operators, as theirs is to developers', async () => {
      const olga = new PortalVisitor();
      expect(new URL((await signIn(olga, 'olga')).url).pathname).toBe('/de/ops');
      const pages = [await olga.open(at('/de/dev')), await dora.open(at('/de/ops'))];
      expect(pages.map(({ status }) => status)).toEqual([403, 403]);
    });
  });
}
