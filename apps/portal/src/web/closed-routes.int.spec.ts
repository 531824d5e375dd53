import { declaredRoutes } from '#libs/test-kit';
import { SessionStore } from '../sessions/index.ts';
import { lonePortal } from '../testing/lone-portal.ts';

/** What nobody has to sign in for. A route that is added is closed, or is added here on purpose. */
const everywhere = [
  '/',
  '/callback',
  '/de',
  '/de/accessibility',
  '/de/login',
  '/de/login/start',
  '/de/simple',
];
const open = {
  citizens: [...everywhere, '/de/services/:form'].toSorted(),
  staff: everywhere,
  operators: everywhere,
} as const;

/** What a page asks for by itself. */
const isUnattended = (path: string): boolean => path.endsWith('/events');

const toLogin = /^\/(?:de|en)\/login\?to=/;

describe.each(['citizens', 'staff', 'operators'] as const)('the portal of %s', (visitors) => {
  let portal: Awaited<ReturnType<typeof lonePortal>>;
  let routes: readonly { readonly method: string; readonly path: string }[];

  beforeAll(async () => {
    portal = await lonePortal(visitors);
    routes = declaredRoutes(portal.app).flatMap(({ method, path }) =>
      path.split(',').map((each) => ({ method, path: `/${each}`.replaceAll('//', '/') })),
    );
  });
  afterAll(() => portal?.stop());

  const inGerman = (path: string): string => path.replace(/^\/en(?=\/|$)/, '/de');
  const isOpen = (path: string): boolean => open[visitors].includes(inGerman(path));
  const asked = (path: string): string => path.replaceAll(/:\w+/g, 'some');

  it('leads to the login from every page that is not open to everybody, and no form is open', async () => {
    expect(routes.length).toBeGreaterThan(5);
    for (const { method, path } of routes) {
      if (method === 'GET' && isOpen(path)) continue;
      const { status, location } = await portal.ask(method, asked(path));
      const closed = isUnattended(path) ? [204, false] : [303, true];
      expect([method, path, status, toLogin.test(location ?? '')]).toEqual([method, path, ...closed]);
    }
  });

  it('leads nobody to the login from a page that is open, and each of these is there', async () => {
    const there = routes.filter(({ method, path }) => method === 'GET' && isOpen(path));
    expect([...new Set(there.map(({ path }) => inGerman(path)))].toSorted()).toEqual(open[visitors]);
    for (const { path } of there) {
      const { location } = await portal.ask('GET', asked(path));
      expect([path, toLogin.test(location ?? '')]).toEqual([path, false]);
    }
  });

  it('has a page wherever a form is sent to, as a login and "Neu laden" lead there with a GET', () => {
    const of = (method: string) => routes.filter((each) => each.method === method).map(({ path }) => path);
    const alike = (path: string): string => path.replaceAll(/:\w+/g, ':');
    const pages = new Set(of('GET').map(alike));
    expect(of('POST').filter((path) => !pages.has(alike(path)))).toEqual([]);
    expect(of('POST').length).toBeGreaterThan(0);
  });

  it('leads after a logout to where that is told', async () => {
    const { cookie, session } = await portal.app
      .get(SessionStore)
      .begin({ person: { subject: 's', level: 'high' } });
    const header = `einmal-${visitors}=${cookie}`;
    const { location } = await portal.ask('POST', '/en/logout', { formKey: session.formKey }, header);
    expect(location).toBe('/en?signedOut=yes');
  });

  it('takes every page in both languages', () => {
    const paths = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const alone = [...paths].filter(
      (each) => / \/de(?:\/|$)/.test(each) && !paths.has(each.replace(' /de', ' /en')),
    );
    expect(alone).toEqual([]);
  });
});

it('keeps its cookie to this host and to secure connections where it has TLS', async () => {
  const portal = await lonePortal('citizens', 'https://portal.example');
  const { cookies } = await portal.ask('POST', '/de/logout');
  await portal.stop();
  expect(cookies).toEqual([expect.stringMatching(/^__Host-einmal-citizens=[\w-]{43};/)]);
  expect(cookies[0]!.split('; ').slice(1).toSorted()).toEqual([
    'HttpOnly',
    'Path=/',
    'SameSite=Lax',
    'Secure',
  ]);
});
