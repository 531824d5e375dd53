import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { answer, type Behaviour } from '../../../../libs/webhooks/src/testing/index.ts';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';

const on = webhooksUnderTest();

// Longer than a busy machine makes a living sender stand still.
const LEASE_MS = 8_000;
/** The requests at whose arrival the sender is killed: sent, and not recorded. */
const killedAt = new Set([1, 5]);

describe('a sender that is killed between sending and recording', () => {
  it('is followed by one that sends the same webhook-id again, and nothing is lost or out of order', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 8);
    let sender: ChildProcess = on.stand.spawnSender(LEASE_MS);
    const kill: Behaviour = async () => {
      sender.kill('SIGKILL');
      await once(sender, 'exit');
      sender = on.stand.spawnSender(LEASE_MS);
    };
    on.receiver.behaviour = (response, received) =>
      killedAt.has(on.receiver.received.length) ? kill(response, received) : answer(204)(response, received);
    await on.done(id, 8);
    sender.kill('SIGKILL');
    const seen = on.eventsSeen();
    expect([...new Set(seen)]).toEqual(events);
    expect(seen.filter((each, n) => each !== seen[n - 1])).toEqual(events);
    expect(seen.length).toBeGreaterThanOrEqual(events.length + killedAt.size);
    expect(new Set(on.idsSeen()).size).toBe(events.length);
    expect(await on.statesOf(id)).toEqual(events.map(() => 'DELIVERED'));
  });

  it('leaves its callback to another sender only when its lease has run out', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id: stream } = await on.stand.subscription(callback, 1);
    const lease = await on.stand.leases.claim(60_000);
    expect(lease?.receiver).toBe(callback);
    expect(await on.stand.leases.claim(60_000)).toBeUndefined();
    await on.stand.query(
      `update webhook_receiver set due_at = clock_timestamp() - interval '1 ms' where id = $1`,
      [callback],
    );
    const next = await on.stand.leases.claim(60_000);
    expect(next?.receiver).toBe(callback);
    expect(await on.stand.leases.renew(lease!, { stream, redelivery: 0 })).toBeUndefined();
    const signs = async (held: typeof lease): Promise<number> =>
      (await on.stand.receivers.signing(held!)).length;
    expect([await signs(lease), await signs(next)]).toEqual([0, 1]);
    await on.stand.leases.release(lease!);
    expect(await on.stand.leases.claim(60_000)).toBeUndefined();
  });
});
