import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import { eventually, testCertificate, type TestCertificate } from '#libs/test-kit';
import { createServicePool } from '../transport/index.ts';
import { TlsDoors } from './testing/tls-doors.ts';

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

/** From now on; to be given back by `Logger.overrideLogger(false)`. */
function warnings(): unknown[] {
  const warned: unknown[] = [];
  Logger.overrideLogger({
    log: () => undefined,
    error: () => undefined,
    warn: (told) => warned.push(told),
  });
  return warned;
}

describe('the doors of a service that speaks TLS', () => {
  let doors: TlsDoors;
  beforeAll(async () => {
    doors = await TlsDoors.start(ToldModule);
  });
  afterAll(() => doors.stop());

  // The first one: what was told is not told again.
  it('tell of each handshake that comes to nothing, why and at which door, once', async () => {
    const warned = warnings();
    const [foreign, expired] = [
      await testCertificate('gateway'),
      await doors.signed('gateway', { from: new Date(0), to: new Date(Date.now() - HOUR_MS) }),
    ];
    for (const shown of [undefined, foreign, expired, undefined, foreign, expired])
      await doors.ask(`${doors.at(2_000)}/internal/v1/told`, shown);
    for (const door of [0, 1_000, 2_000] as const)
      await fetch(`http://127.0.0.1:${doors.port + door}/health/live`).catch(() => undefined);
    const refused = (door: string, reason: string) => ({
      event: 'handshake-refused',
      code: expect.any(String) as string,
      msg: `a connection to the ${door} door was refused, since ${reason}; told once an hour`,
    });
    const noTls = 'it speaks no TLS: its address has to begin with https';
    const expected = [
      refused('internal', 'the caller shows no certificate'),
      refused('internal', 'the certificate of the caller is signed by none of TLS_CA_FILE'),
      refused('internal', 'the certificate of the caller has expired'),
      ...['public', 'system', 'internal'].map((door) => refused(door, noTls)),
    ];
    await eventually(
      'all is told',
      () => Promise.resolve(warned.length),
      (found) => found >= expected.length,
    );
    expect(warned).toEqual(expected);
    Logger.overrideLogger(false);
  });

  it('take inside who is listed, and tell who is not', async () => {
    expect(await doors.ask(`${doors.at(2_000)}/internal/v1/told`, await doors.signed('gateway'))).toEqual([
      200,
      undefined,
    ]);
    const refused = [403, 'caller-not-listed'];
    for (const name of ['stranger', 'gateway.elsewhere', 'localhost'])
      expect(await doors.ask(`${doors.at(2_000)}/internal/v1/told`, await doors.signed(name))).toEqual(
        refused,
      );
    expect(await doors.ask(`${doors.at(2_000)}/health/live`, await doors.signed('stranger'))).toEqual(
      refused,
    );
  });

  it('tell of who is refused once, by the name in the certificate, whatever calls and connections there are', async () => {
    const warned = warnings();
    const [once, other] = [await doors.signed('once'), await doors.signed('other')];
    for (const shown of [once, once, await doors.signed('once'), other, await doors.signed('gateway')])
      await doors.ask(`${doors.at(2_000)}/internal/v1/told`, shown);
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
      await doors.signed('gateway', { from: new Date(now - 2 * DAY_MS), to: new Date(now - HOUR_MS) }),
      await doors.signed('gateway', { from: new Date(now + HOUR_MS), to: new Date(now + DAY_MS) }),
    ];
    for (const shown of bad)
      expect((await doors.ask(`${doors.at(2_000)}/internal/v1/told`, shown))[0]).toBe('no connection');
  });

  it('take any certificate outside, or none, and nobody to what is inside', async () => {
    for (const shown of [undefined, await testCertificate('anybody'), await doors.signed('gateway')]) {
      expect(await doors.ask(`${doors.at(0)}/health/live`, shown)).toEqual([200, undefined]);
      expect(await doors.ask(`${doors.at(0)}/internal/v1/told`, shown)).toEqual([404, 'route-unknown']);
    }
    expect(await doors.ask(`${doors.at(1_000)}/metrics`)).toEqual([200, undefined]);
  });

  it('answer no plain text', async () => {
    for (const door of [0, 1_000, 2_000] as const) {
      const plain = `http://127.0.0.1:${doors.port + door}/health/live`;
      await expect(fetch(plain)).rejects.toThrow('fetch failed');
    }
  });

  it('are called by the service only where the authority is its own', async () => {
    const pool = createServicePool(doors.at(2_000), { connectTimeoutMs: 2_000 });
    // It shows its own name, which is not listed: the connection stood, and it was known who calls.
    expect((await pool.request({ method: 'GET', path: '/internal/v1/told' })).statusCode).toBe(403);
    await pool.destroy();
    const other = createServer(await doors.signed('localhost'), (_request, response) => response.end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(other.address() as AddressInfo).port}`;
    const reached = async (): Promise<unknown> => {
      const next = createServicePool(url, { connectTimeoutMs: 2_000 });
      return next
        .request({ method: 'GET', path: '/' })
        .then(
          ({ statusCode }) => statusCode,
          () => 'no connection',
        )
        .finally(() => void next.destroy());
    };
    expect(await reached()).toBe(200);
    const others = await testCertificate('authority of others');
    doors.put('ca.crt', others.cert);
    doors.write(await testCertificate('localhost', { by: others }));
    await eventually(
      'it believes the other authority alone',
      reached,
      (answer) => answer === 'no connection',
    );
    doors.put('ca.crt', doors.authority.cert);
    doors.write(await doors.signed('localhost'));
    await eventually('it believes its own again', reached, (answer) => answer === 200);
    other.close().closeAllConnections();
  });
});
