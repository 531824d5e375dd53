import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { Agent, request } from 'undici';
import { eventually, testCertificate, type TestCertificate } from '#libs/test-kit';
import { type Door, TlsDoors } from './testing/tls-doors.ts';

class Nothing {}

const HOUR_MS = 3_600_000;
const all: readonly Door[] = [0, 1_000, 2_000];

describe('certificates that are changed under a service', () => {
  let doors: TlsDoors;
  beforeAll(async () => {
    doors = await TlsDoors.start({ module: Nothing });
  });
  afterAll(() => doors.stop());
  afterEach(() => Logger.overrideLogger(false));

  const serialOf = ({ cert }: TestCertificate): string => new X509Certificate(cert).serialNumber;
  /** That each door shows it to the next connection. */
  const shown = (certificate: TestCertificate): Promise<unknown> =>
    eventually(
      'all doors show it',
      () => Promise.all(all.map((door) => doors.serial(door))),
      (serials) => serials.every((serial) => serial === serialOf(certificate)),
    );
  const ready = (): Promise<unknown> =>
    eventually(
      'it is ready',
      () => doors.readiness(),
      ([status]) => status === 200,
    );

  it('are shown at all three doors, without a restart, while connections there are go on', async () => {
    const kept = new Agent({ connect: { ca: doors.authority.cert }, connections: 1 });
    const live = async (): Promise<number> => {
      const { statusCode, body } = await request(`${doors.at(0)}/health/live`, { dispatcher: kept });
      await body.dump();
      return statusCode;
    };
    expect(await live()).toBe(200);
    const logged: unknown[] = [];
    Logger.overrideLogger({
      log: (told) => logged.push(told),
      error: () => undefined,
      warn: () => undefined,
    });
    const next = await doors.signed('localhost');
    doors.write(next);
    await shown(next);
    expect(logged).toContainEqual({
      event: 'key-changed',
      settings: 'TLS_CERT_FILE, TLS_KEY_FILE, TLS_CA_FILE',
      msg: 'TLS_CERT_FILE, TLS_KEY_FILE, TLS_CA_FILE: a new content is in use.',
    });
    expect(await live()).toBe(200);
    await kept.close();
  });

  it('are told of before they end, and how long they are good for', async () => {
    const warned: unknown[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (told) => warned.push(told),
    });
    const short = await doors.signed('localhost', { to: new Date(Date.now() + 72.5 * HOUR_MS) });
    doors.write(short);
    await shown(short);
    await ready();
    await ready();
    const ofEnds = warned.filter((told) => JSON.stringify(told).includes('renew it'));
    expect(ofEnds).toEqual([{ msg: 'The certificate in TLS_CERT_FILE ends in 72 h: renew it.' }]);
    const remaining = async (): Promise<number> => {
      const [, metrics] = await doors.system('/metrics');
      const line = /^einmal_certificate_remaining_seconds\{setting="TLS_CERT_FILE"\} (\S+)$/m;
      return Number(line.exec(metrics)?.[1]) / 3_600;
    };
    // An answer is up to a second old.
    await eventually('the metric says so', remaining, (hours) => hours > 72 && hours <= 72.5);
  });

  it('are not used while they are bad: readiness says why, and the former is shown', async () => {
    const good = await doors.signed('localhost');
    doors.write(good);
    await shown(good);
    const bad: readonly (readonly [string, () => void | Promise<void>])[] = [
      [
        'TLS_KEY_FILE is not the key of the certificate in TLS_CERT_FILE.',
        async () => doors.put('own.crt', (await doors.signed('localhost')).cert),
      ],
      ['TLS_CERT_FILE names no file that can be read.', () => rmSync(doors.fileOf('own.crt'))],
      [
        'The certificate in TLS_CERT_FILE has expired.',
        async () => doors.write(await doors.signed('localhost', { to: new Date(Date.now() - HOUR_MS) })),
      ],
      [
        'The certificate in TLS_CERT_FILE is not valid yet: is the clock right?',
        async () => doors.write(await doors.signed('localhost', { from: new Date(Date.now() + HOUR_MS) })),
      ],
      [
        'TLS_CERT_FILE: the certificate is signed by none of TLS_CA_FILE.',
        async () =>
          doors.write(await testCertificate('localhost', { by: await testCertificate('authority') })),
      ],
    ];
    for (const [sentence, spoil] of bad) {
      await spoil();
      await eventually(
        sentence,
        () => doors.readiness(),
        ([, reasons]) => String(reasons) === sentence,
      );
      await shown(good);
    }
    doors.write(good);
    await ready();
  });
});
