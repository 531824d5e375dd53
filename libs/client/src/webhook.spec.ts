import { newSecret, printedSecret, signedHeaders } from '../../webhooks/src/index.ts';
import { NotGenuine, readDelivery } from './webhook.ts';

const body = '{"specversion":"1.0","type":"resident.moved.v1"}';
const [old, current, strange] = [newSecret(), newSecret(), newSecret()];
const now = new Date();
const headers = signedHeaders('message-1', body, [old, current], now);

describe('a delivery', () => {
  it.each([
    ['the new secret', [current], Buffer.from(body)],
    ['the secret before it', [old], body],
    ['either of them', [strange, current], body],
  ])('is genuine for who knows %s', (_, known, received) => {
    const delivery = readDelivery({ headers, body: received }, known.map(printedSecret));
    expect(delivery).toEqual({ id: 'message-1', event: JSON.parse(body) as object });
  });

  it('is read whatever the case of its headers, as sent and as Node tells them', () => {
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(readDelivery({ headers: upper, body }, [printedSecret(old)]).id).toBe('message-1');
  });

  it.each([
    ['another secret', { headers, body }, [strange]],
    ['another body', { headers, body: `${body} ` }, [current]],
    ['another id', { headers: { ...headers, 'webhook-id': 'message-2' }, body }, [current]],
    ['no signature', { headers: { ...headers, 'webhook-signature': undefined }, body }, [current]],
    ['a signature without text', { headers: { ...headers, 'webhook-signature': 'v1' }, body }, [current]],
    [
      'a day of ten minutes ago',
      { headers: signedHeaders('message-1', body, [current], new Date(now.getTime() - 600_000)), body },
      [current],
    ],
    ['no secret to know it by', { headers, body }, []],
  ])('is refused with %s', (_, received, known) => {
    expect(() => readDelivery(received, known.map(printedSecret))).toThrow(NotGenuine);
  });

  it('is refused where the secret is none, without showing it', () => {
    expect(() => readDelivery({ headers, body }, ['not-base64!'])).toThrow(/^The delivery is not signed/);
  });
});
