import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { eventually, TraceCollector } from '#libs/test-kit';
import type { TracingConfig } from '../config/index.ts';
import { internalUrlOf, RouteUnknown, serve } from '../http/index.ts';
import { JsonLogger } from '../logging/index.ts';
import { NaturalBatch } from '../batch/index.ts';
import { createServicePool } from '../transport/index.ts';

class Nothing {}

const CANARY = '81047392561';
const stranger = { traceId: 'c0ffee00c0ffee00c0ffee00c0ffee00', spanId: 'beefbeefbeefbeef' };
const traceparent = (flags: string): Record<string, string> => ({
  traceparent: `00-${stranger.traceId}-${stranger.spanId}-${flags}`,
  tracestate: `stranger=${CANARY}`,
  baggage: `person=${CANARY}`,
});

describe('a service that is traced', () => {
  let collector: TraceCollector;
  let app: NestFastifyApplication | undefined;
  let url: string;
  let inside: string;
  const written: string[] = [];
  const lines: Readonly<Record<string, unknown>>[] = [];

  beforeAll(async () => {
    collector = await TraceCollector.start();
  });
  afterAll(async () => {
    register.clear();
    await collector.stop();
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    Logger.overrideLogger(false);
  });

  async function start(tracing: TracingConfig): Promise<void> {
    // A process has one registry.
    register.clear();
    collector.spans.length = 0;
    collector.received.length = 0;
    lines.length = 0;
    written.length = 0;
    app = await serve({
      ...{ name: 'probe', title: 'Probe', description: 'A service for a test.', module: { module: Nothing } },
      http: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1' },
      log: { logLevel: 'silent' },
      tracing,
      configure: (created) => {
        const fastify: FastifyInstance = created.getHttpAdapter().getInstance();
        const batch = new NaturalBatch<string, string>({
          name: 'names',
          run: (ids) => ask(ids),
          maxSize: 10,
          maxQueued: 10,
        });
        const log = new JsonLogger('probe', 'info', { write: (line) => void written.push(line) });
        fastify.post('/people/:id', (request) =>
          batch.submit((request.params as { id: string }).id).finally(() => log.log('answered')),
        );
        fastify.get('/people/:id/none', () => {
          throw new RouteUnknown();
        });
        fastify.get('/internal/names', (request) => ({ traceparent: request.headers['traceparent'] }));
      },
    });
    const note = (line: Readonly<Record<string, unknown>>): number => lines.push(line);
    Logger.overrideLogger({ log: note, error: note, warn: note });
    url = await app.getUrl();
    inside = internalUrlOf(app);
  }

  async function ask(ids: readonly string[]): Promise<readonly string[]> {
    const pool = createServicePool(inside, { connectTimeoutMs: 2_000 });
    const { body } = await pool.request({ method: 'GET', path: '/internal/names' });
    const answer = await body.text();
    await pool.destroy();
    return ids.map(() => answer);
  }

  /** Ends the service, which sends what waits. */
  async function sent(): Promise<TraceCollector['spans']> {
    await app?.close();
    app = undefined;
    return collector.spans;
  }

  const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{"idnr":"${CANARY}"}`,
    });

  it('tells of a request, its round trip and whom it asked, as one trace', async () => {
    await start({ otelExporterOtlpEndpoint: collector.url });
    const { traceparent: told } = (await (await post(`/people/${CANARY}?q=${CANARY}`)).json()) as {
      traceparent: string;
    };
    const [, traceId = ''] = told.split('-');
    await sent();
    expect(
      collector
        .tree(traceId)
        .replaceAll(/ +\d+\.\d ms +/g, ' ')
        .split('\n'),
    ).toEqual([
      'probe  server  POST /people/:id http.request.method=POST http.response.status_code=200 http.route=/people/:id',
      '  probe  internal  names einmal.batch.size=1',
      '    probe  client  GET http.request.method=GET http.response.status_code=200',
      '      probe  server  GET /internal/names http.request.method=GET http.response.status_code=200 http.route=/internal/names',
    ]);
    expect(Buffer.concat(collector.received).includes(CANARY)).toBe(false);
  });

  it('leads from the other requests of a round trip to the first one’s', async () => {
    await start({ otelExporterOtlpEndpoint: collector.url });
    await Promise.all([1, 2, 3].map((n) => post(`/people/${n}`)));
    const spans = await sent();
    const trips = spans.filter(({ name }) => name === 'names');
    expect(trips.reduce((sum, trip) => sum + Number(trip.attributes['einmal.batch.size']), 0)).toBe(3);
    const asking = spans.filter(({ name }) => name === 'POST /people/:id');
    for (const { spanId, links } of asking) {
      const own = trips.filter((trip) => trip.parentId === spanId).map((trip) => trip.spanId);
      expect([...own, ...links]).toHaveLength(1);
      expect(trips.map((trip) => trip.spanId)).toEqual(expect.arrayContaining([...own, ...links]));
    }
  });

  it('says why a request was refused, by the code and under the trace id of the problem', async () => {
    await start({ otelExporterOtlpEndpoint: collector.url });
    const response = await fetch(`${url}/people/${CANARY}/none`);
    const { traceId, code } = (await response.json()) as { traceId: string; code: string };
    await fetch(`${url}/${CANARY}/../%00?idnr=${CANARY}`);
    await fetch(`${url}/health/live`);
    const spans = await sent();
    expect(spans).toContainEqual(
      expect.objectContaining({
        traceId,
        name: 'GET /people/:id/none',
        attributes: expect.objectContaining({
          'error.type': code,
          'http.response.status_code': 404,
        }) as unknown,
      }),
    );
    expect(spans.filter(({ name }) => name.includes('health'))).toEqual([]);
    expect(Buffer.concat(collector.received).includes(CANARY)).toBe(false);
  });

  it('takes a stranger’s trace id, and draws by itself whether it keeps the trace', async () => {
    await start({ otelExporterOtlpEndpoint: collector.url, otelTracesSamplerArg: 0 });
    const answer = (await (await post('/people/1', traceparent('01'))).json()) as { traceparent: string };
    expect(answer.traceparent).toMatch(new RegExp(`^00-${stranger.traceId}-[0-9a-f]{16}-00$`));
    expect(await sent()).toEqual([]);

    await start({ otelExporterOtlpEndpoint: collector.url });
    await post('/people/1', traceparent('00'));
    const spans = await sent();
    expect(spans.filter(({ traceId }) => traceId === stranger.traceId)).toHaveLength(4);
    expect(Buffer.concat(collector.received).includes(CANARY)).toBe(false);
  });

  it('follows the draw of one of ours at the internal door', async () => {
    const names = `/internal/names`;
    await start({ otelExporterOtlpEndpoint: collector.url, otelTracesSamplerArg: 0 });
    await fetch(inside + names, { headers: traceparent('01') });
    const parentIds = (await sent()).map(({ parentId }) => parentId);
    expect(parentIds).toEqual([stranger.spanId]);

    await start({ otelExporterOtlpEndpoint: collector.url });
    await fetch(inside + names, { headers: traceparent('00') });
    expect(await sent()).toEqual([]);
  });

  it('answers without its collector, of whose absence it tells once', async () => {
    const gone = await TraceCollector.start();
    await gone.stop();
    await start({ otelExporterOtlpEndpoint: gone.url });
    const told = (): number => lines.filter(({ event }) => event === 'traces-not-sent').length;
    expect((await post('/people/1')).status).toBe(200);
    await eventually('it is told', told, (times) => times === 1);
    expect((await post('/people/1')).status).toBe(200);
    await sent();
    expect(told()).toBe(1);
  });
});
