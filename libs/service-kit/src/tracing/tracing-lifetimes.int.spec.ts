import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { eventually, TraceCollector } from '#libs/test-kit';
import { Background, BackgroundModule } from '../background/index.ts';
import { serve } from '../http/index.ts';
import { traced } from './index.ts';

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
