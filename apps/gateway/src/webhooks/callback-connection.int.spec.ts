import type { LookupAddress } from 'node:dns';
import { jest } from '@jest/globals';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address.rules.ts';
import { CallbackConnection, type CallbackNetwork } from './callback-connection.ts';
import { aCertificate } from './test-certificate.builder.ts';
import { answer, TestReceiver } from './test-receiver.builder.ts';

jest.setTimeout(60_000);

const HOST = 'hooks.receiver.test';
const certificate = aCertificate(HOST);
const headers = { 'content-type': 'application/json' };

const at = (...addresses: readonly string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** 127.0.0.1 plays the public host, every other address a private one. */
const network = (change: Partial<CallbackNetwork> = {}): CallbackNetwork => ({
  resolve: () => Promise.resolve(at('127.0.0.1')),
  mayCall: (address) => address === '127.0.0.1',
  ca: [certificate.cert],
  deadlineMs: 20_000,
  ...change,
});

const post = async (url: string, using: CallbackNetwork): Promise<unknown> => {
  const connection = await CallbackConnection.open(url, using);
  return connection.post(headers, '{"a":"ä"}').finally(() => connection.close());
};
const outcome = (url: string, using: CallbackNetwork): Promise<unknown> =>
  post(url, using).catch((error: Error) => error.message);

let safe: TestReceiver;
let internal: TestReceiver;
beforeAll(async () => {
  safe = await new TestReceiver('127.0.0.1', certificate).start();
  // The same port on another address: only the address decides which of the two is reached.
  internal = await new TestReceiver('127.0.0.2', certificate).start(safe.port);
});
afterAll(() => Promise.all([safe.stop(), internal.stop()]));
beforeEach(() => {
  safe.behaviour = answer(204);
  safe.received.length = 0;
  internal.connections = 0;
});
const url = (path = '/hook'): string => `https://${HOST}:${safe.port}${path}`;

describe('a connection to a callback', () => {
  it('keeps name, path and body while it goes to the resolved address', async () => {
    expect(await post(url('/a/b'), network())).toEqual({ status: 204 });
    const [received] = safe.received;
    expect(received).toMatchObject({ method: 'POST', path: '/a/b', body: '{"a":"ä"}' });
    expect(received?.headers).toMatchObject({ host: `${HOST}:${safe.port}`, ...headers });
  });

  it('resolves once, so a name that changes to a private address gains nothing', async () => {
    const answers = [at('127.0.0.1'), at('127.0.0.2'), at('127.0.0.2')];
    const asked: string[] = [];
    const rebinding = network({
      resolve: (host) => {
        asked.push(host);
        return Promise.resolve(answers[asked.length - 1] ?? []);
      },
    });
    expect(await post(url(), rebinding)).toEqual({ status: 204 });
    expect(asked).toEqual([HOST]);
    expect([safe.received.length, internal.connections]).toEqual([1, 0]);
    expect(await outcome(url(), rebinding)).toBe('address-refused');
    expect(internal.connections).toBe(0);
  });

  it('stays on its socket: when the receiver closes it, no second one is opened', async () => {
    safe.behaviour = answer(200, { connection: 'close' });
    let asked = 0;
    const counting = network({ resolve: () => Promise.resolve(at((asked++, '127.0.0.1'))) });
    const connection = await CallbackConnection.open(url(), counting);
    await connection.post(headers, '{}');
    await expect(connection.post(headers, '{}')).rejects.toThrow('connection-lost');
    expect([asked, safe.received.length, connection.usable]).toEqual([1, 1, false]);
    await connection.close();
  });

  it.each<[string, readonly string[]]>([
    ['a private address', ['127.0.0.2']],
    ['a private address behind a good one', ['127.0.0.1', '127.0.0.2']],
    ['a private address before a good one', ['127.0.0.2', '127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
  ])('is refused for a name with %s', async (_, addresses) => {
    expect(await outcome(url(), network({ resolve: () => Promise.resolve(at(...addresses)) }))).toBe(
      'address-refused',
    );
    expect([safe.received.length, internal.connections]).toEqual([0, 0]);
  });

  it('is refused for a literal address, which no resolver ever sees', async () => {
    const asked: string[] = [];
    const strict = network({
      resolve: (host) => Promise.reject(new Error(String(asked.push(host)))),
      mayCall: isPublicAddress,
    });
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
      '0',
    ]) {
      expect(await outcome(`https://${host}:${safe.port}/`, strict)).toBe('address-refused');
    }
    expect(asked).toEqual([]);
  });

  it('is refused where the machine’s own resolver leads to loopback', async () => {
    const { lookup } = await import('node:dns/promises');
    const real = network({ resolve: (host) => lookup(host, { all: true }), mayCall: isPublicAddress });
    expect(await outcome(`https://localhost:${safe.port}/`, real)).toBe('address-refused');
  });

  it('does not follow a redirect, not even to a metadata service', async () => {
    safe.behaviour = answer(307, { location: `https://127.0.0.2:${safe.port}/latest/meta-data` });
    expect(await post(url(), network())).toEqual({ status: 307 });
    expect([safe.received.length, internal.connections]).toEqual([1, 0]);
  });

  it('is refused for a certificate of another name, or of an unknown authority', async () => {
    expect(await outcome(url().replace(HOST, 'other.receiver.test'), network())).toBe('certificate-refused');
    const { ca: _, ...withoutCa } = network();
    expect(await outcome(url(), withoutCa)).toBe('certificate-refused');
    expect(safe.received).toEqual([]);
  });

  it('tells an unknown name and a closed port apart', async () => {
    const unknown = network({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    const empty = network({ resolve: () => Promise.resolve([]) });
    expect(await Promise.all([outcome(url(), unknown), outcome(url(), empty)])).toEqual([
      'name-unresolved',
      'name-unresolved',
    ]);
    const closed = await new TestReceiver().start();
    const { port } = closed;
    await closed.stop();
    expect(await outcome(`https://${HOST}:${port}/`, network())).toBe('connection-failed');
  });

  it('may go to loopback over plain HTTP where that is allowed', async () => {
    const plain = await new TestReceiver().start();
    const local = network({ mayCall: isLoopbackAddress });
    expect(await outcome(`http://127.0.0.1:${plain.port}/`, local)).toEqual({ status: 204 });
    await plain.stop();
  });
});

describe('the deadline', () => {
  const impatient = { deadlineMs: 300 };

  it('covers a resolver that never answers', async () => {
    expect(await outcome(url(), network({ ...impatient, resolve: () => new Promise(() => undefined) }))).toBe(
      'timed-out',
    );
  });

  it('covers a handshake that never ends', async () => {
    const sockets: Socket[] = [];
    const mute: Server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    const { port } = mute.address() as AddressInfo;
    expect(await outcome(`https://${HOST}:${port}/`, network(impatient))).toBe('timed-out');
    sockets.forEach((socket) => socket.destroy());
    await new Promise((closed) => mute.close(closed));
  });

  it('covers an answer that never comes, or comes byte by byte', async () => {
    safe.behaviour = () => undefined;
    const connection = await CallbackConnection.open(url(), network({ deadlineMs: 3_000 }));
    await expect(connection.post(headers, '{}')).rejects.toThrow('timed-out');
    await connection.close();
    let dripping: NodeJS.Timeout | undefined;
    safe.behaviour = (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      dripping = setInterval(() => response.socket?.write('x: y\r\n'), 20);
    };
    const slow = await CallbackConnection.open(url(), network({ deadlineMs: 3_000 }));
    await expect(slow.post(headers, '{}')).rejects.toThrow('timed-out');
    clearInterval(dripping);
    await slow.close();
  });
});

describe('an answer', () => {
  it('gives status and Retry-After and nothing else', async () => {
    safe.behaviour = answer(503, { 'retry-after': '7', 'x-secret': 'inside' });
    expect(await post(url(), network())).toEqual({ status: 503, retryAfter: '7' });
  });

  it('with a body without end counts by its status, and costs the connection', async () => {
    let sent = 0;
    safe.behaviour = (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(4_096))) sent += 4_096;
      };
      response.on('drain', pour);
      pour();
    };
    const connection = await CallbackConnection.open(url(), network());
    expect(await connection.post(headers, '{}')).toEqual({ status: 200 });
    await connection.close();
    expect(sent).toBeLessThan(4 * 1024 * 1024);
  });

  it('with too many header bytes is no answer', async () => {
    safe.behaviour = answer(200, { 'x-long': 'a'.repeat(12_000) });
    expect(await outcome(url(), network())).toBe('connection-lost');
  });
});
