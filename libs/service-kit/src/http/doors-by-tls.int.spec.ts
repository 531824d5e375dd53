import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { register } from 'prom-client';
import { Agent, request } from 'undici';
import { freePort } from '#libs/local-services';
import { eventually, testCertificate, type TestCertificate } from '#libs/test-kit';
import { createServicePool } from '../transport/index.ts';
import { serve } from './serve.ts';

@Controller('internal/v1/told')
class ToldController {
  @Get()
  told(): object {
    return { told: 'inside' };
  }
}

@Module({ controllers: [ToldController] })
class ToldModule {}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

describe('the doors of a service that speaks TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-doors-'));
  const fileOf = (name: string): string => join(folder, name);
  const write = ({ cert, key }: TestCertificate): void => {
    writeFileSync(fileOf('own.key'), key);
    writeFileSync(fileOf('own.crt'), cert);
  };
  let app: NestFastifyApplication;
  let port: number;
  let authority: TestCertificate;
  let own: TestCertificate;

  const at = (door: 0 | 1_000 | 2_000): string => `https://localhost:${port + door}`;
  const signed = (name: string, life: { readonly from?: Date; readonly to?: Date } = {}) =>
    testCertificate(name, { by: authority, ...life });

  /** Status and code of the answer, or that the connection came to nothing. */
  async function ask(url: string, shown?: TestCertificate): Promise<readonly [number | string, unknown]> {
    const dispatcher = new Agent({ connect: { ca: authority.cert, ...shown } });
    try {
      const { statusCode, body } = await request(url, { dispatcher });
      const text = await body.text();
      return [statusCode, /"code":"([a-z-]+)"/.exec(text)?.[1]];
    } catch (error) {
      return ['no connection', (error as { readonly code?: unknown }).code];
    } finally {
      await dispatcher.close();
    }
  }

  const readiness = async (): Promise<readonly [number, unknown]> => {
    // Also while what it shows has expired.
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const { statusCode, body } = await request(`${at(1_000)}/health/ready`, { dispatcher });
    const found = (await body.json()) as { readonly reasons?: unknown };
    await dispatcher.close();
    return [statusCode, found.reasons];
  };

  /** Of the certificate that the next connection is answered with. */
  const serial = async (): Promise<string> => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    const { serialNumber } = socket.getPeerX509Certificate()!;
    socket.destroy();
    return serialNumber;
  };

  beforeAll(async () => {
    [authority, port] = [await testCertificate('authority'), await freePort()];
    own = await signed('localhost');
    write(own);
    writeFileSync(fileOf('ca.crt'), authority.cert);
    app = await serve({
      ...{ name: 'probe', title: 'Probe', description: 'A service for this test.', module: ToldModule },
      http: {
        ...{ host: '127.0.0.1', port, publicUrl: at(0), internalCallers: ['gateway', 'urn:test:sibling'] },
        ...{ tlsCertFile: fileOf('own.crt'), tlsKeyFile: fileOf('own.key'), tlsCaFile: fileOf('ca.crt') },
      },
      log: { logLevel: 'silent' },
    });
  });

  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
    register.clear();
  });

  it('take inside who is listed, and tell who is not', async () => {
    expect(await ask(`${at(2_000)}/internal/v1/told`, await signed('gateway'))).toEqual([200, undefined]);
    const refused = [403, 'caller-not-listed'];
    for (const name of ['stranger', 'gateway.elsewhere', 'localhost'])
      expect(await ask(`${at(2_000)}/internal/v1/told`, await signed(name))).toEqual(refused);
    expect(await ask(`${at(2_000)}/health/live`, await signed('stranger'))).toEqual(refused);
  });

  it('tell of who is refused once, by the name in the certificate, whatever calls and connections there are', async () => {
    const warned: unknown[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (told) => warned.push(told),
    });
    const [once, other] = [await signed('once'), await signed('other')];
    for (const shown of [once, once, await signed('once'), other, await signed('gateway')])
      await ask(`${at(2_000)}/internal/v1/told`, shown);
    const event = { event: 'caller-not-listed', msg: expect.stringContaining('INTERNAL_CALLERS') };
    expect(warned).toEqual(['once', 'other'].map((certificate) => ({ ...event, certificate })));
    Logger.overrideLogger(false);
  });

  it('let nobody inside without a good certificate of the authority', async () => {
    const now = Date.now();
    const bad: readonly (TestCertificate | undefined)[] = [
      undefined,
      await testCertificate('gateway'),
      await testCertificate('gateway', { by: await testCertificate('authority') }),
      await signed('gateway', { from: new Date(now - 2 * DAY_MS), to: new Date(now - HOUR_MS) }),
      await signed('gateway', { from: new Date(now + HOUR_MS), to: new Date(now + DAY_MS) }),
    ];
    for (const shown of bad)
      expect((await ask(`${at(2_000)}/internal/v1/told`, shown))[0]).toBe('no connection');
  });

  it('take any certificate outside, or none, and nobody to what is inside', async () => {
    for (const shown of [undefined, await testCertificate('anybody'), await signed('gateway')]) {
      expect(await ask(`${at(0)}/health/live`, shown)).toEqual([200, undefined]);
      expect(await ask(`${at(0)}/internal/v1/told`, shown)).toEqual([404, 'route-unknown']);
    }
    expect(await ask(`${at(1_000)}/metrics`)).toEqual([200, undefined]);
  });

  it('answer no plain text', async () => {
    for (const door of [0, 1_000, 2_000] as const) {
      const plain = `http://127.0.0.1:${port + door}/health/live`;
      await expect(fetch(plain)).rejects.toThrow('fetch failed');
    }
  });

  it('are called by the service only where the authority is its own', async () => {
    const pool = createServicePool(at(2_000), { connectTimeoutMs: 2_000 });
    // It shows its own name, which is not listed: the connection stood, and it was known who calls.
    expect((await pool.request({ method: 'GET', path: '/internal/v1/told' })).statusCode).toBe(403);
    await pool.destroy();
    writeFileSync(fileOf('ca.crt'), (await testCertificate('authority of others')).cert);
    const misled = async (): Promise<unknown> => {
      const next = createServicePool(at(0), { connectTimeoutMs: 2_000 });
      return next
        .request({ method: 'GET', path: '/health/live' })
        .then(
          ({ statusCode }) => statusCode,
          () => 'no connection',
        )
        .finally(() => void next.destroy());
    };
    await eventually('it believes the other authority alone', misled, (answer) => answer === 'no connection');
    writeFileSync(fileOf('ca.crt'), authority.cert);
    await eventually('it believes its own again', misled, (answer) => answer === 200);
  });

  it('show a certificate that was replaced, without a restart, and keep the former where the new one is bad', async () => {
    const kept = new Agent({ connect: { ca: authority.cert }, connections: 1 });
    const live = async (): Promise<number> => {
      const { statusCode, body } = await request(`${at(0)}/health/live`, { dispatcher: kept });
      await body.dump();
      return statusCode;
    };
    expect(await live()).toBe(200);
    const next = await signed('localhost');
    const serialOf = ({ cert }: TestCertificate): string => new X509Certificate(cert).serialNumber;
    write(next);
    await eventually('the new one is shown', serial, (shown) => shown === serialOf(next));
    writeFileSync(fileOf('own.crt'), own.cert);
    const reason = 'TLS_KEY_FILE is not the key of the certificate in TLS_CERT_FILE.';
    await eventually('readiness says why', readiness, ([status]) => status === 503);
    expect(await readiness()).toEqual([503, [reason]]);
    expect(await serial()).toBe(serialOf(next));
    rmSync(fileOf('own.crt'));
    expect(await readiness()).toEqual([503, ['TLS_CERT_FILE names no file that can be read.']]);
    write(await signed('localhost', { to: new Date(Date.now() - HOUR_MS) }));
    expect(await readiness()).toEqual([503, ['The certificate in TLS_CERT_FILE has expired.']]);
    write(next);
    await eventually(
      'it is ready again',
      () => readiness(),
      ([status]) => status === 200,
    );
    expect(await live()).toBe(200);
    await kept.close();
  });
});
