import { whileHeld } from '#libs/test-kit';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';

const on = webhooksUnderTest();

describe('a sender that stops', () => {
  it('does not wait for a receiver that hangs, holds nothing against it, and leaves it to others', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = () => undefined;
    const sender = on.stand.startSender();
    await on.requests(1);
    await sender.stop();
    expect(await on.stand.cursorOf(id)).toEqual({ position: 0, attempts: 0 });
    expect(await on.stand.receiver(callback)).toMatchObject({ failures: 0, lastFailure: null });
    expect((await on.stand.leases.claim(1_000))?.receiver).toBe(callback);
  });

  it('keeps what comes of a request that ends soon', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    let take: (() => unknown) | undefined;
    on.receiver.behaviour = (response) => {
      take = () => response.writeHead(204).end();
    };
    const sender = on.stand.startSender();
    await on.requests(1);
    const stopped = sender.stop();
    take?.();
    await stopped;
    expect(await on.statesOf(id)).toEqual(['DELIVERED']);
  });

  it('does not wait for a database that is silent', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    await on.stand.subscription(callback, 1);
    let answer: (() => unknown) | undefined;
    on.receiver.behaviour = (response) => {
      answer = () => response.writeHead(204).end();
    };
    const sender = on.stand.startSender();
    await on.requests(1);
    const lock = { text: 'select from webhook_receiver where id = $1 for update', values: [callback] };
    await whileHeld(on.stand.database.adminUrl, lock, async ({ query }) => {
      answer?.();
      await sender.stop();
      expect((await query('select 1 as held')).rows).toEqual([{ held: 1 }]);
    });
  });
});
