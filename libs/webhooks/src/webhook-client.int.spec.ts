import { isLoopbackAddress, isPublicAddress } from './pinned-socket.ts';
import { WebhookConnection } from './webhook-client.ts';
import { at, connectionStand, headers, HOST, network, outcome, post } from './testing/connection-stand.ts';
import { answer, TestReceiver } from './testing/test-receiver.ts';

const on = connectionStand();

describe('a connection to a callback', () => {
  it('keeps name, path and body while it goes to the resolved address', async () => {
    expect(await post(on.url('/a/b'), network())).toEqual({ status: 204, retryAfterMs: 0 });
    const [received] = on.safe.received;
    expect(received).toMatchObject({ method: 'POST', path: '/a/b', body: '{"a":"ä"}' });
    expect(received?.headers).toMatchObject({ host: `${HOST}:${on.safe.port}`, ...headers });
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
    expect(await post(on.url(), rebinding)).toEqual({ status: 204, retryAfterMs: 0 });
    expect(asked).toEqual([HOST]);
    expect([on.safe.received.length, on.internal.connections]).toEqual([1, 0]);
    expect(await outcome(on.url(), rebinding)).toBe('address-refused');
    expect(on.internal.connections).toBe(0);
  });

  it('stays on its socket: when the receiver closes it, no second one is opened', async () => {
    on.safe.behaviour = answer(200, { connection: 'close' });
    let asked = 0;
    const counting = network({ resolve: () => Promise.resolve(at((asked++, '127.0.0.1'))) });
    const connection = await WebhookConnection.open(on.url(), counting);
    await connection.post(headers, '{}');
    await expect(connection.post(headers, '{}')).rejects.toThrow('connection-lost');
    expect([asked, on.safe.received.length, connection.usable]).toEqual([1, 1, false]);
    await connection.close();
  });

  it.each<[string, readonly string[]]>([
    ['a private address', ['127.0.0.2']],
    ['a private address behind a good one', ['127.0.0.1', '127.0.0.2']],
    ['a private address before a good one', ['127.0.0.2', '127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
  ])('is refused for a name with %s', async (_, addresses) => {
    expect(await outcome(on.url(), network({ resolve: () => Promise.resolve(at(...addresses)) }))).toBe(
      'address-refused',
    );
    expect([on.safe.received.length, on.internal.connections]).toEqual([0, 0]);
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
      expect(await outcome(`https://${host}:${on.safe.port}/`, strict)).toBe('address-refused');
    }
    expect(asked).toEqual([]);
  });

  it('is refused where the machine’s own resolver leads to loopback', async () => {
    const { lookup } = await import('node:dns/promises');
    const real = network({ resolve: (host) => lookup(host, { all: true }), mayCall: isPublicAddress });
    expect(await outcome(`https://localhost:${on.safe.port}/`, real)).toBe('address-refused');
  });

  it('does not follow a redirect, not even to a metadata service', async () => {
    on.safe.behaviour = answer(307, { location: `https://127.0.0.2:${on.safe.port}/latest/meta-data` });
    expect(await post(on.url(), network())).toEqual({ status: 307, retryAfterMs: 0 });
    expect([on.safe.received.length, on.internal.connections]).toEqual([1, 0]);
  });

  it('is refused for a certificate of another name, or of an unknown authority', async () => {
    expect(await outcome(on.url().replace(HOST, 'other.receiver.test'), network())).toBe(
      'certificate-refused',
    );
    const { ca: _, ...withoutCa } = network();
    expect(await outcome(on.url(), withoutCa)).toBe('certificate-refused');
    expect(on.safe.received).toEqual([]);
  });

  it('tells an unknown name and a closed port apart', async () => {
    const unknown = network({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    const empty = network({ resolve: () => Promise.resolve([]) });
    expect(await Promise.all([outcome(on.url(), unknown), outcome(on.url(), empty)])).toEqual([
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
    expect(await outcome(`http://127.0.0.1:${plain.port}/`, local)).toEqual({ status: 204, retryAfterMs: 0 });
    await plain.stop();
  });
});
