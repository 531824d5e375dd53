import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { errorCodes } from '#libs/contracts';
import { addPages } from './index.ts';

const pages = ['/', '/docs', '/problems', '/problems/token-missing'];

describe('pages for people', () => {
  let fastify: FastifyInstance;
  beforeAll(async () => {
    fastify = Fastify();
    await addPages(fastify, { name: 'probe', title: 'Probe <1>', description: 'Under test & trial.' });
  });
  afterAll(() => fastify.close());

  const get = (
    url: string,
    accept = 'text/html,application/xhtml+xml,*/*',
  ): Promise<LightMyRequestResponse> => fastify.inject({ url, headers: { accept } });

  it.each(pages)('%s lets the browser load nothing from elsewhere', async (path) => {
    const { statusCode, headers } = await get(path);
    expect(statusCode).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    // Neither a host nor a scheme that reaches one.
    expect(policy).not.toMatch(/https?:|wss?:|\*|[a-z0-9-]\.[a-z]/);
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "'none'";
    expect(["'self'", "'none'"]).toContain(scripts);
  });

  it.each(pages)('%s names no address on another host that a browser would fetch', async (path) => {
    const { body } = await get(path);
    const fetched = [...body.matchAll(/(?:src|href|action|url)\s*[=(]\s*["']?([^"'\s>)]+)/gi)].map(
      ([, to]) => to,
    );
    expect(fetched.length).toBeGreaterThan(0);
    expect(fetched.filter((to) => !/^(\/(?!\/)|#)/.test(to!))).toEqual([]);
  });

  it('switches off whatever the reference would send to others', async () => {
    const { body } = await get('/docs/start.js');
    for (const setting of [
      '"withDefaultFonts":false',
      '"telemetry":false',
      '"agent":{"disabled":true}',
      '"mcp":{"disabled":true}',
      '"showDeveloperTools":"never"',
      '"hideClientButton":true',
    ])
      expect(body).toContain(setting);
  });

  it('serves the bundle of the reference itself, and no page beside it', async () => {
    const bundle = await get('/docs/reference/js/scalar.js');
    expect([bundle.statusCode, bundle.body.length > 1_000_000]).toEqual([200, true]);
    expect((await get('/docs/reference/')).statusCode).toBe(404);
  });

  it('has a title and an icon of its own, and escapes what it is called', async () => {
    const { body } = await get('/');
    expect(body).toContain('<title>Probe &lt;1&gt;</title>');
    expect(body).toContain('Under test &amp; trial.');
    const icon = await get('/favicon.svg');
    expect([icon.statusCode, icon.headers['content-type']]).toEqual([200, 'image/svg+xml']);
  });

  it('lists every problem with status and title, each with its page', async () => {
    const { body } = await get('/problems');
    for (const code of errorCodes) expect(body).toContain(`<a href="/problems/${code}">`);
    expect((await get('/problems/no-such-code')).statusCode).toBe(404);
  });

  it('answers programs in JSON', async () => {
    const root = await get('/', 'application/json');
    expect(root.json()).toMatchObject({ name: 'probe', links: { docs: '/docs', problems: '/problems' } });
    const index = await get('/problems', 'application/json');
    expect(index.json()).toHaveProperty('problems.0', {
      code: 'request-invalid',
      status: 400,
      title: 'The request is not valid',
    });
  });
});
