import type { LookupAddress } from 'node:dns';
import { testCertificate } from '#libs/test-kit';
import type { WebhookNetwork } from '../pinned-socket.ts';
import { WebhookConnection } from '../webhook-client.ts';
import { answer, TestReceiver } from './test-receiver.ts';

export const HOST = 'hooks.receiver.test';
const certificate = await testCertificate(HOST);
export const headers = { 'content-type': 'application/json' };

export const at = (...addresses: readonly string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** 127.0.0.1 plays the public host, every other address a private one. */
export const network = (change: Partial<WebhookNetwork> = {}): WebhookNetwork => ({
  resolve: () => Promise.resolve(at('127.0.0.1')),
  mayCall: (address) => address === '127.0.0.1',
  ca: [certificate.cert],
  deadlineMs: 20_000,
  ...change,
});

export async function post(url: string, using: WebhookNetwork): Promise<unknown> {
  const connection = await WebhookConnection.open(url, using);
  try {
    return await connection.post(headers, '{"a":"ä"}');
  } finally {
    await connection.close();
  }
}

/** What a post answers, or the reason why it failed. */
export const outcome = (url: string, using: WebhookNetwork): Promise<unknown> =>
  post(url, using).catch((error: Error) => error.message);

/** A receiver on the address that may be called, and one that stands for everything internal. */
class ConnectionStand {
  safe!: TestReceiver;
  internal!: TestReceiver;

  readonly url = (path = '/hook'): string => `https://${HOST}:${this.safe.port}${path}`;
}

export function connectionStand(): ConnectionStand {
  const on = new ConnectionStand();
  beforeAll(async () => {
    on.safe = await new TestReceiver('127.0.0.1', certificate).start();
    // The same port on another address: only the address decides which of the two is reached.
    on.internal = await new TestReceiver('127.0.0.2', certificate).start(on.safe.port);
  });
  afterAll(() => Promise.all([on.safe.stop(), on.internal.stop()]));
  beforeEach(() => {
    on.safe.behaviour = answer(204);
    on.safe.received.length = 0;
    on.internal.connections = 0;
  });
  return on;
}
