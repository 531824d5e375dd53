import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#libs/local-services';
import { testCertificate } from '#libs/test-kit';
import { serveStartPage } from './serve-start-page.ts';
import type { StartFacts } from './start-facts.ts';

const about = { de: 'Zum Ausprobieren', en: 'To try' };
let facts: StartFacts;
let page: { close(): Promise<void> };

beforeAll(async () => {
  const port = await freePort();
  facts = {
    host: '127.0.0.1',
    port,
    url: `http://127.0.0.1:${port}`,
    citizens: 'http://127.0.0.1:1',
    staff: 'http://127.0.0.1:2',
    operators: 'http://127.0.0.1:3',
    developers: 'http://127.0.0.1:3',
    accounts: {
      citizens: [{ name: 'Anna Probe', about }],
      staff: [{ name: 'Petra Probe', about }],
      operators: [{ name: 'Olga Probe', about }],
      developers: [{ name: 'Dora Probe', about }],
    },
    plate: 'H-EM 101E',
  };
  page = await serveStartPage(facts);
});
afterAll(() => page.close());

const open = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(facts.url + path, { redirect: 'manual', ...init });

describe('the start page', () => {
  it.each([
    ['/de', 'Für Bürgerinnen und Bürger', 'Für Behörden', 'Für die Betriebsführung'],
    ['/en', 'For citizens', 'For authorities', 'For operators'],
  ])('has a door for everybody, each with an account and a task: %s', async (path, ...doors) => {
    const answer = await open(path);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    for (const part of [...doors, 'Anna Probe', 'Petra Probe', 'Olga Probe', 'H-EM 101E', '<ol'])
      expect(html).toContain(part);
    expect(html).toContain(`href="http://127.0.0.1:1${path}/services/resident-parking-permit"`);
    expect(html).toContain(`href="http://127.0.0.1:2${path}/clerk"`);
    expect(html).toContain(`href="http://127.0.0.1:3${path}/ops"`);
    expect(html).not.toMatch(/\/login\?|<form|style=/);
  });

  it('begins in the language that the browser asks for, German without', async () => {
    expect((await open('/')).headers.get('location')).toBe('/de');
    const english = await open('/', { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
    expect(english.headers.get('location')).toBe('/en');
  });

  it('is as strict as a portal and keeps no session', async () => {
    const { headers } = await open('/de');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*trusted-types 'none'$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('loads its style from itself, under an address that never changes its content', async () => {
    const html = await (await open('/de')).text();
    const style = await open(/href="(\/assets\/portal\.[^"]+\.css)"/.exec(html)?.[1] ?? '');
    expect([style.status, style.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  });

  it.each([
    ['page of a portal', '/de/clerk', {}],
    ['post', '/de', { method: 'POST', body: 'x' }],
  ])('knows no %s', async (_, path, init) => {
    const answer = await open(path, init);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('answers under its own name alone', async () => {
    const foreign = await fetch(`http://localhost:${facts.port}/de`);
    expect([foreign.status, (await foreign.text()).includes('Petra Probe')]).toEqual([404, false]);
  });

  it('speaks TLS with the certificate of a secure stack, and says that it goes on so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-start-'));
    const { cert, key } = await testCertificate('localhost');
    const tls = { certFile: join(folder, 'a.crt'), keyFile: join(folder, 'a.key') };
    writeFileSync(tls.certFile, cert);
    writeFileSync(tls.keyFile, key);
    const port = await freePort();
    const url = `https://127.0.0.1:${port}`;
    const secure = await serveStartPage({ ...facts, port, url, tls });
    try {
      const trusting: RequestOptions = { ca: cert };
      const [answer] = (await once(get(`${url}/de`, trusting), 'response')) as [IncomingMessage];
      expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([
        200,
        'max-age=31536000',
      ]);
      answer.destroy();
    } finally {
      await secure.close();
      rmSync(folder, { recursive: true });
    }
  });
});
