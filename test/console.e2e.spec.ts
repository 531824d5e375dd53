import { eventually } from '#libs/test-kit';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { PortalVisitor, type VisitedPage } from './portal-visitor.ts';

const apps = ['identity', 'gateway', 'operator', 'portal-console'] as const;

describe('the console of operators', () => {
  let stack: IsolatedStack;

  beforeAll(async () => {
    stack = await IsolatedStack.start(apps);
    await Promise.all(apps.map((app) => stack.startApp(app)));
  }, 300_000);
  afterAll(() => stack?.stop());

  const at = (path: string): string => stack.endpoints.apps['portal-console'] + path;

  /** At the demonstration's login a person is a button. */
  async function signIn(login: string): Promise<[PortalVisitor, VisitedPage]> {
    const visitor = new PortalVisitor();
    const page = await visitor.open(at('/de/login/start?to=%2Fde%2Fops'));
    const action = /<form method="post" action="(\/interaction\/[^"]+)"/.exec(page.html)?.[1] ?? '';
    return [visitor, await visitor.open(new URL(action, page.url).href, { login })];
  }

  it('shows the streams to whoever signed in as an operator, under their own name', async () => {
    const [operator, page] = await signIn('olga');
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/de/ops']);
    expect(page.html).toContain('Olga Bach');
    expect(page.html).toContain('href="/de/ops/replays"');
    // A part of it may be missing while the broker is slow to answer the service.
    const { html } = await eventually(
      'the streams are shown',
      () => operator.open(at('/de/ops')),
      (shown) => shown.html.includes('register.residents.changes.v1'),
    );
    expect(html).toContain('Meldungen des Registers residents');
  });

  it('leads a developer who was refused to no page of operators', async () => {
    const [, page] = await signIn('dora');
    expect([page.status, page.html.includes('href="/de/ops')]).toEqual([403, false]);
  });

  it('shows by what law something can be fetched, and nothing to be changed', async () => {
    const [operator] = await signIn('paul');
    const { status, html } = await operator.open(at('/de/ops/policy'));
    expect(status).toBe(200);
    expect(html).toContain('residents.parking-permit.v1');
    expect(html).toContain('BMG §34a');
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(main).not.toContain('<form');
  });

  it('is nothing to a clerk', async () => {
    const [clerk, page] = await signIn('petra');
    expect(page.html).not.toContain('register.residents.changes.v1');
    expect(new URL((await clerk.open(at('/de/ops'))).url).pathname).toBe('/de/login');
  });
});
