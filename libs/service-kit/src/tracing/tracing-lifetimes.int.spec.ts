import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { eventually, TraceCollector } from '#libs/test-kit';
import { Background, BackgroundModule } from '../background/index.ts';
import { serve } from '../http/index.ts';
import { JsonLogger } from '../logging/index.ts';
import { createServicePool } from '../transport/index.ts';
import { startSpan, traced, traceparent, useTracing } from './index.ts';

const ended: string[] = [];

@Module({ imports: [BackgroundModule] })
class Working {
  constructor(background: Background) {
    const stop = (): Promise<void> =>
      traced('consumer', 'last work', {}, async () => void ended.push('last work'));
    background.addLast({ stop });
  }
}

describe('a traced service that stops', () => {
  const lines: Readonly<Record<string, unknown>>[] = [];

  beforeEach(() => {
    register.clear();
    ended.length = 0;
    lines.length = 0;
  });
  afterAll(() => {
    register.clear();
    Logger.overrideLogger(false);
  });

  async function start(otelExporterOtlpEndpoint: string): Promise<NestFastifyApplication> {
    const app = await serve({
      ...{ name: 'probe', title: 'Probe', description: 'A service for a test.', module: Working },
      http: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1' },
      log: { logLevel: 'silent' },
      tracing: { otelExporterOtlpEndpoint },
    });
    const note = (line: Readonly<Record<string, unknown>>): number => lines.push(line);
    Logger.overrideLogger({ log: note, error: note, warn: note });
    return app;
  }

  it('tells of its last work as well', async () => {
    const collector = await TraceCollector.start();
    const app = await start(collector.url);
    await app.close();
    await collector.stop();
    expect(collector.spans.map(({ name }) => name)).toEqual(['last work']);
  });

  it('ends its work first, and then does not wait for a collector that takes spans and never answers', async () => {
    let taken = 0;
    const hanging = createServer((request) => {
      taken += 1;
      request.once('close', () => ended.push('sending'));
    }).listen(0, '127.0.0.1');
    await eventually('the collector listens', () => hanging.listening);
    const { port } = hanging.address() as AddressInfo;
    const app = await start(`http://127.0.0.1:${port}`);
    await fetch(`${await app.getUrl()}/nothing`);
    await eventually('spans are on their way', () => taken > 0);
    await app.close();
    await eventually('the collector is left', () => ended.length > 1);
    hanging.closeAllConnections();
    hanging.close();
    expect(ended.slice(0, 2)).toEqual(['last work', 'sending']);
    const [told] = lines.filter(({ event }) => event === 'traces-not-sent');
    expect(String(told?.['err'])).toContain('To send the last spans took more than 1000 ms');
  });
});

describe('what is begun in a request and outlives it', () => {
  const written: string[] = [];
  let endTracing: () => Promise<void>;

  beforeAll(async () => {
    const gone = await TraceCollector.start();
    await gone.stop();
    Logger.overrideLogger(new JsonLogger('probe', 'info', { write: (line) => void written.push(line) }));
    endTracing = await useTracing('probe', { otelExporterOtlpEndpoint: gone.url }, fetch);
  });
  afterAll(async () => {
    await endTracing();
    Logger.overrideLogger(false);
  });

  it('has none of its trace: the sending of spans', async () => {
    await traced('server', 'a request', {}, async () => {
      startSpan('internal', 'part of it')?.end();
      new Logger('Request').log('under way');
    });
    const lineWith = (text: string) => (): string | undefined => written.find((line) => line.includes(text));
    expect(lineWith('under way')()).toContain('"traceId"');
    expect(await eventually('its failure is told', lineWith('traces-not-sent'))).not.toContain('"traceId"');
  });

  it('has none of its trace: a connection to another service', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const pool = createServicePool(`http://127.0.0.1:${port}`, { connectTimeoutMs: 2_000 });
    const places: (string | undefined)[] = [];
    pool.on('disconnect', () => places.push(traceparent()));
    await traced('server', 'a request', {}, async () => {
      const { body } = await pool.request({ method: 'GET', path: '/' });
      await body.dump();
      expect(traceparent()).toBeDefined();
    });
    server.closeAllConnections();
    server.close();
    await eventually('the connection has ended', () => places.length > 0);
    await pool.destroy();
    expect(places).toEqual([undefined]);
  });
});
