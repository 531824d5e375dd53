import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsDefined, IsInt, Matches } from 'class-validator';
import { Gauge, register } from 'prom-client';
import { freePort } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { noteForOperators } from '../errors/index.ts';
import { NestedObject } from '../validation/index.ts';
import { serve } from './serve.ts';
import { internalPortOf, systemPortOf } from '../transport/index.ts';

class InnerDto {
  @IsInt() readonly amount!: number;
}

class OuterDto {
  @IsDefined({ message: 'is required' }) @Matches(/^[a-z]{1,80}$/) readonly label!: string;
  @NestedObject(() => InnerDto) readonly inner!: InnerDto;
}

@Controller('probe')
class ProbeController {
  @Post()
  accept(@Body() body: OuterDto): OuterDto {
    return body;
  }

  @Get('fault')
  fail(): never {
    throw new Error('secret inner state');
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('the system door', () => {
  it('answers metrics on its own port, on loopback, and the public door does not', async () => {
    const port = await freePort();
    const names = { name: 'probe', title: 'Probe', description: 'A service for this test.' };
    const http = { host: '0.0.0.0', port, publicUrl: 'http://127.0.0.1:1' };
    const app = await serve({ ...names, module: ProbeModule, http, log: { logLevel: 'silent' } });
    let reads = 0;
    const pause = Promise.withResolvers<void>();
    void new Gauge({
      name: 'einmal_probe',
      help: 'read',
      collect: async () => {
        reads += 1;
        await pause.promise;
      },
    });
    const door = `http://127.0.0.1:${port + 1_000}`;
    const asked = [1, 2, 3].map(async () => fetch(`${door}/metrics`));
    await eventually('one of them is read', () => reads > 0);
    pause.resolve();
    for (const answer of await Promise.all(asked)) expect(await answer.text()).toContain('einmal_probe 0');
    expect(reads).toBe(1);
    const named = await fetch(
      `${door}/metrics?name[]=einmal_ready&name[]=no_such_metric&name[]=constructor&name[]=einmal_ready`,
    );
    expect(await named.text()).toMatch(
      /^# HELP einmal_ready .*\n# TYPE einmal_ready gauge\neinmal_ready 1\n$/,
    );
    expect(reads).toBe(1);
    expect(await (await fetch(`${door}/health/live`)).json()).toEqual({ status: 'live' });
    noteForOperators('one thing', 'Mend this.');
    noteForOperators('another', 'Mend this.');
    const ready = await fetch(`${door}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ready', notes: ['Mend this.'] });
    for (const about of ['one thing', 'another']) noteForOperators(about, undefined);
    expect((await fetch(`${door}/probe/fault`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    // Any other address of this machine, on which the public door does answer.
    expect((await fetch(`http://127.0.0.2:${port}/health/live`)).status).toBe(200);
    await expect(fetch(`http://127.0.0.2:${port + 1_000}/metrics`)).rejects.toThrow('fetch failed');
    await app.close();
    await expect(fetch(`${door}/metrics`)).rejects.toThrow('fetch failed');
    // A process has one registry.
    register.clear();
  });

  it('stands above the public port, unless it is told where', () => {
    const at = { host: '127.0.0.1', publicUrl: 'http://127.0.0.1:1' };
    expect(systemPortOf({ ...at, port: 8_080 })).toBe(9_080);
    expect(systemPortOf({ ...at, port: 8_080, systemPort: 1 })).toBe(1);
    expect(() => systemPortOf({ ...at, port: 65_000 })).toThrow('SYSTEM_PORT has to be set');
    expect(internalPortOf({ ...at, port: 8_080 })).toBe(10_080);
    expect(() => internalPortOf({ ...at, port: 64_000 })).toThrow('INTERNAL_PORT has to be set');
  });
});

describe('serve', () => {
  let app: NestFastifyApplication;
  let url: string;
  let missing = false;

  beforeAll(async () => {
    app = await serve({
      name: 'probe',
      title: 'Probe',
      description: 'A service for this test.',
      module: ProbeModule,
      http: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1' },
      log: { logLevel: 'silent' },
      configure: (_app, readiness) => {
        const check = (): Promise<void> => (missing ? Promise.reject(new Error('gone')) : Promise.resolve());
        readiness.add({ name: 'database', check });
      },
    });
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = (body: string, type = 'application/json'): Promise<Response> =>
    fetch(`${url}/probe`, { method: 'POST', body, headers: { 'content-type': type } });
  const problemOf = async (response: Response): Promise<Record<string, unknown>> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return (await response.json()) as Record<string, unknown>;
  };

  it.each([
    ['malformed JSON', '{"label":', undefined, 400, 'json-malformed'],
    ['an empty body', '', undefined, 400, 'json-malformed'],
    ['another content type', 'a=b', 'application/x-www-form-urlencoded', 415, 'content-type-unsupported'],
    ['a body over 64 KiB', JSON.stringify({ label: 'x'.repeat(70_000) }), undefined, 413, 'body-too-large'],
    ['a missing member', '{"inner":{"amount":1}}', undefined, 400, 'member-missing'],
    ['an unknown member', '{"label":"a","inner":{"amount":1},"more":1}', undefined, 400, 'member-unknown'],
    [
      'an unknown nested member',
      '{"label":"a","inner":{"amount":1,"b":2}}',
      undefined,
      400,
      'member-unknown',
    ],
    ['a list for an object', '{"label":"a","inner":[{"amount":1}]}', undefined, 400, 'request-invalid'],
    [
      'a member that every object inherits',
      '{"label":"a","inner":{"amount":1,"toString":1}}',
      undefined,
      400,
      'member-unknown',
    ],
    ['a body that is a list', '[]', undefined, 400, 'request-invalid'],
    ['a member of the wrong type', '{"label":"a","inner":{"amount":"1"}}', undefined, 400, 'request-invalid'],
    ['a prototype member', '{"label":"a","__proto__":{}}', undefined, 400, 'json-malformed'],
  ])('answers %s with a problem of its own type', async (_name, body, type, status, code) => {
    const response = await post(body, type);
    const problem = await problemOf(response);
    expect({ status: response.status, code: problem['code'] }).toEqual({ status, code });
    expect(problem['type']).toBe(`http://127.0.0.1:1/problems/${code}`);
  });

  it('names a nested member by pointer and repeats no value', async () => {
    const response = await post('{"label":"a","inner":{"amount":"Mustermann"}}');
    const text = await response.text();
    expect(text).toContain('"/inner/amount"');
    expect(text).not.toContain('Mustermann');
  });

  it('answers a fault as a bare 500 that tells nothing but a trace id', async () => {
    const response = await fetch(`${url}/probe/fault`, {
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    });
    const problem = await problemOf(response);
    expect(response.status).toBe(500);
    expect(problem['traceId']).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('answers an unknown route with a problem', async () => {
    const response = await fetch(`${url}/nowhere`);
    expect((await problemOf(response))['code']).toBe('route-unknown');
  });

  it('turns not ready while a check fails and ready again', async () => {
    missing = true;
    expect(await register.getSingleMetricAsString('einmal_ready')).toContain('einmal_ready 0');
    const down = await fetch(`${url}/health/ready`);
    expect([down.status, await down.json()]).toEqual([503, { status: 'not-ready', failing: ['database'] }]);
    missing = false;
    expect(await register.getSingleMetricAsString('einmal_ready')).toContain('einmal_ready 1');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('describes itself as OpenAPI 3.1 and serves a page to try it', async () => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as Record<string, unknown>;
    expect(document['openapi']).toBe('3.1.0');
    const page = await fetch(`${url}/docs`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
