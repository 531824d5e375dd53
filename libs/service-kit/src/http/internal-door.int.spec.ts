import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { StartRefused } from '../errors/index.ts';
import { internalUrlOf, serve, type ServeOptions } from './serve.ts';

let arrived = (): void => undefined;
let answering = Promise.resolve();

@Controller()
class DoorsController {
  @Get('internal/v1/told')
  told(): object {
    return { told: 'inside' };
  }

  @Get('v1/notes')
  async notes(): Promise<object> {
    arrived();
    await answering;
    return { notes: [] };
  }
}

@Module({ controllers: [DoorsController] })
class DoorsModule {}

const start = (http: Partial<ServeOptions['http']> = {}): Promise<NestFastifyApplication> =>
  serve({
    ...{ name: 'probe', title: 'Probe', description: 'A service for this test.', module: DoorsModule },
    http: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1', ...http },
    log: { logLevel: 'silent' },
    configure: (app) => {
      const fastify = app.getHttpAdapter().getInstance();
      fastify.get('/internal/plain', () => ({ told: 'by a plain route' }));
    },
  });

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe('the internal door', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await start();
  });

  afterAll(async () => {
    await app.close();
    // A process has one registry.
    register.clear();
  });

  it.each([
    '/internal/v1/told',
    '/internal/plain',
    '/%69nternal/v1/told',
    '/internal/v1/t%6fld?a=1',
    '/v1/../internal/plain',
  ])('alone answers %s', async (path) => {
    const [inside, outside] = [internalUrlOf(app), await app.getUrl()];
    expect(await statusOf(inside + path)).toBe(200);
    const refused = await fetch(outside + path, { headers: { 'x-forwarded-port': '10080' } });
    expect([refused.status, await refused.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'route-unknown' }),
    ]);
  });

  it('answers what the public door does', async () => {
    for (const door of [internalUrlOf(app), await app.getUrl()])
      for (const path of ['/v1/notes', '/health/ready', '/openapi.json'])
        expect(await statusOf(door + path)).toBe(200);
  });

  it('refuses to stand open to other machines where nothing tells who calls', async () => {
    const refused = start({ internalHost: '0.0.0.0' });
    await expect(refused).rejects.toThrow(StartRefused);
    await expect(refused).rejects.toThrow(/^INTERNAL_HOST is no loopback address: set TLS_CERT_FILE/);
  });
});

it('ends the requests that came through the internal door before the app has closed', async () => {
  const app = await start();
  const gate = Promise.withResolvers<void>();
  answering = gate.promise;
  const there = new Promise<void>((resolve) => (arrived = resolve));
  const asked = fetch(`${internalUrlOf(app)}/v1/notes`);
  await there;
  const closed = app.close();
  gate.resolve();
  expect((await asked).status).toBe(200);
  await closed;
  register.clear();
  await expect(fetch(`${internalUrlOf(app)}/v1/notes`)).rejects.toThrow('fetch failed');
});
