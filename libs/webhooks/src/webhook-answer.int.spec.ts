import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { WebhookConnection } from './webhook-client.ts';
import { connectionStand, headers, HOST, network, outcome, post } from './testing/connection-stand.ts';
import { answer } from './testing/test-receiver.ts';

const on = connectionStand();

describe('the deadline', () => {
  const impatient = { deadlineMs: 300 };

  it('covers a resolver that never answers', async () => {
    expect(
      await outcome(on.url(), network({ ...impatient, resolve: () => new Promise(() => undefined) })),
    ).toBe('timed-out');
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
    on.safe.behaviour = () => undefined;
    const connection = await WebhookConnection.open(on.url(), network({ deadlineMs: 3_000 }));
    await expect(connection.post(headers, '{}')).rejects.toThrow('timed-out');
    await connection.close();
    let dripping: NodeJS.Timeout | undefined;
    on.safe.behaviour = (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      // sleeps: a receiver that drips
      dripping = setInterval(() => response.socket?.write('x: y\r\n'), 20);
    };
    const slow = await WebhookConnection.open(on.url(), network({ deadlineMs: 3_000 }));
    await expect(slow.post(headers, '{}')).rejects.toThrow('timed-out');
    clearInterval(dripping);
    await slow.close();
  });
});

describe('an answer', () => {
  it('gives status and Retry-After and nothing else', async () => {
    on.safe.behaviour = answer(503, { 'retry-after': '7', 'x-secret': 'inside' });
    expect(await post(on.url(), network())).toEqual({ status: 503, retryAfterMs: 7_000 });
  });

  it('with a body without end counts by its status, and costs the connection', async () => {
    let sent = 0;
    on.safe.behaviour = (response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(4_096))) sent += 4_096;
      };
      response.on('drain', pour);
      pour();
    };
    const connection = await WebhookConnection.open(on.url(), network());
    expect(await connection.post(headers, '{}')).toEqual({ status: 200, retryAfterMs: 0 });
    await connection.close();
    expect(sent).toBeLessThan(4 * 1024 * 1024);
  });

  it('with too many header bytes is no answer', async () => {
    on.safe.behaviour = answer(200, { 'x-long': 'a'.repeat(12_000) });
    expect(await outcome(on.url(), network())).toBe('connection-lost');
  });
});
