import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { eventually } from '#libs/test-kit';
import { resealing } from '#libs/webhooks';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';

const on = webhooksUnderTest();

describe('a delivery', () => {
  it('is the event, signed so that the Standard Webhooks library verifies it', async () => {
    const { id: callback, secret } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 1);
    on.stand.startSender();
    await on.done(id, 1);
    const { headers, body, path } = on.receiver.received[0]!;
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toMatchObject({ specversion: '1.0', id: events[0], subject: 'FILE-1' });
    expect(path).toBe('/hook');
    expect(headers['content-type']).toContain('application/cloudevents+json');
    expect(headers['webhook-id']).toBe(`${events[0]}_${id}`);
    expect(await on.stand.list.list(id, { limit: 9 })).toEqual([
      expect.objectContaining({
        eventId: events[0],
        state: 'DELIVERED',
        attempts: 1,
        lastResult: 'delivered',
      }),
    ]);
  });

  it('is signed with the old and the new secret while they overlap, then with the new one', async () => {
    const { id: callback, secret: older } = await on.stand.callback(on.receiver.port);
    const newer = await on.stand.newSecret(callback);
    const { id } = await on.stand.subscription(callback, 1);
    on.stand.startSender();
    await on.done(id, 1);
    const newest = await on.stand.newSecret(callback, 0);
    await on.stand.append(id, 1);
    await on.done(id, 2);
    const verifies = (secret: string, at: number): boolean => {
      const { headers, body } = on.receiver.received[at]!;
      try {
        new Webhook(secret).verify(body, headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    };
    expect([older, newer, newest].map((secret) => verifies(secret, 0))).toEqual([true, true, false]);
    expect([older, newer, newest].map((secret) => verifies(secret, 1))).toEqual([false, false, true]);
  });

  it('verifies for who has the old secret and who has the new one, while both keys are replaced under way', async () => {
    const { stand, receiver } = on;
    const { id: callback, secret: older } = await stand.callback(receiver.port);
    const { id } = await stand.subscription(callback, 100);
    const second = randomBytes(32);
    const [both, newest] = [stand.boxOf([2, second], [1, stand.key]), stand.boxOf([2, second])];
    const got = (count: number): Promise<unknown> =>
      eventually(
        `${count} deliveries`,
        () => receiver.received.length,
        (seen) => seen >= count,
      );
    stand.startSender();
    await got(20);
    const newer = await stand.newSecret(callback);
    const from = receiver.received.length + 1;
    await got(40);
    await stand.stopSenders();
    stand.startSender({}, both);
    await got(60);
    const resealed = async (): Promise<number> => {
      const client = await stand.pool.connect();
      return resealing(both)
        .portion(client)
        .finally(() => client.release());
    };
    expect(await resealed()).toBeGreaterThanOrEqual(2);
    expect(await resealed()).toBe(0);
    await got(80);
    await stand.stopSenders();
    stand.startSender({}, newest);
    await on.done(id, 100);
    const broken = (secret: string, since: number): number =>
      receiver.received.slice(since).filter(({ headers, body }) => {
        try {
          new Webhook(secret).verify(body, headers as Record<string, string>);
          return false;
        } catch {
          return true;
        }
      }).length;
    expect([broken(older, 0), broken(newer, from)]).toEqual([0, 0]);
    expect(receiver.received.length).toBeGreaterThanOrEqual(100);
  });

  it('is not tried before there is a secret, nor when the policy drops the callback', async () => {
    const callback = await on.stand.register(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.stand.startSender();
    expect(await on.stand.leases.claim(1_000)).toBeUndefined();
    await on.stand.newSecret(callback);
    await on.done(id, 1);
    expect(on.receiver.received).toHaveLength(1);
    await on.stand.drop(callback);
    await on.stand.append(id, 1);
    const lookedAt = async (): Promise<unknown> => (await on.stand.receiver(callback))?.pausedUntil;
    await eventually('a callback that is left alone', lookedAt);
    expect(on.receiver.received).toHaveLength(1);
  });
});

describe('order', () => {
  it('is that of the feed, over failures, with several senders', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const both = [await on.stand.subscription(callback, 12), await on.stand.subscription(callback, 12)];
    let calls = 0;
    on.receiver.behaviour = (response, received) => {
      calls += 1;
      return answer([200, 500, 200, 429, 404][calls % 5]!)(response, received);
    };
    for (let n = 0; n < 3; n++) on.stand.startSender();
    for (const { id } of both) await on.done(id, 12);
    for (const { id, events } of both) {
      const mine = on.receiver.received.filter(({ headers }) => String(headers['webhook-id']).endsWith(id));
      const seen = mine.map(({ body }) => (JSON.parse(body) as { id: string }).id);
      expect([...new Set(seen)]).toEqual(events);
      expect(seen.filter((each, n) => each !== seen[n - 1])).toEqual(events);
      expect(await on.statesOf(id)).toEqual(events.map(() => 'DELIVERED'));
    }
  });

  it('has one request at a time per callback, whoever sends', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const both = [await on.stand.subscription(callback, 8), await on.stand.subscription(callback, 8)];
    let [open, most] = [0, 0];
    on.receiver.behaviour = async (response) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5)); // sleeps: a receiver that takes its time
      open -= 1;
      response.writeHead(204).end();
    };
    for (let n = 0; n < 4; n++) on.stand.startSender();
    for (const { id } of both) await on.done(id, 8);
    expect([most, on.receiver.received.length]).toEqual([1, 16]);
  });
});
