import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '#libs/local-services';
import { describeStartFailure } from '../errors/index.ts';
import { requireDoors } from './doors.ts';

const publicUrl = 'http://127.0.0.1:1';
const told = (http: object): Promise<string> =>
  requireDoors({ host: '127.0.0.1', port: 0, publicUrl, ...http }).then(() => '', describeStartFailure);

describe('doors that are looked at before a start', () => {
  it('are free again afterwards', async () => {
    const port = await freePort();
    expect([await told({ port }), await told({ port })]).toEqual(['', '']);
  });

  it.each([
    ['PORT', 0],
    ['SYSTEM_PORT', 1_000],
    ['INTERNAL_PORT', 2_000],
  ])('are told by %s where another program listens', async (variable, distance) => {
    const port = await freePort();
    const other = createServer().listen(port + distance, '127.0.0.1');
    await once(other, 'listening');
    expect(await told({ port })).toBe(
      `${variable}: port ${port + distance} is taken: end the program that uses it, or choose another port.`,
    );
    await once(other.close(), 'close');
    expect(await told({ port })).toBe('');
  });

  it('have a port each', async () => {
    const port = await freePort();
    expect(await told({ port, internalPort: port })).toMatch(`INTERNAL_PORT: port ${port} is taken`);
  });

  it.each([
    [
      { host: '192.0.2.1' },
      /^HOST is no address of this machine at which it can listen \(EADDRNOTAVAIL\): write/,
    ],
    [{ systemHost: 'host.invalid' }, /^SYSTEM_HOST is no address of this machine .* \(E[A-Z_]+\): write one/],
    [{ port: 65_000 }, /^SYSTEM_PORT has to be set, because PORT \+ 1000 is no port\.$/],
  ])('are told by the setting: %o', async (http, sentence) => {
    expect(await told(http)).toMatch(sentence);
  });
});
