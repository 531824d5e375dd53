import { Webhook } from 'standardwebhooks';
import { answer, TestReceiver } from '../../../../libs/webhooks/src/testing/index.ts';
import { eventually } from '#libs/test-kit';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';

const on = webhooksUnderTest();

describe('a failing receiver', () => {
  it('gets the same webhook-id and a fresh signature at every attempt', async () => {
    const { id: callback, secret } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(503);
    on.stand.startSender();
    await on.requests(3);
    on.receiver.behaviour = answer(200);
    await on.done(id, 1);
    expect(new Set(on.idsSeen()).size).toBe(1);
    for (const { body, headers } of on.receiver.received)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeDefined();
    const [row] = await on.stand.list.list(id, { limit: 1 });
    expect(row).toMatchObject({ state: 'DELIVERED', attempts: on.receiver.received.length });
    expect(await on.stand.receiver(callback)).toMatchObject({
      failures: 0,
      pausedUntil: null,
      lastFailure: 'status-unsuitable',
      lastStatus: 503,
    });
  });

  it('pauses, and while it cannot be reached nothing is decided for it', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    let taken = 0;
    const take = on.stand.deliveries.take.bind(on.stand.deliveries);
    on.stand.deliveries.take = (...values) => (taken++, take(...values));
    const { port } = on.receiver;
    await on.receiver.stop();
    on.stand.startSender();
    const failures = async (): Promise<number> => (await on.stand.receiver(callback))?.failures ?? 0;
    await eventually('three failures', failures, (count) => count >= 3);
    expect(taken).toBe(1);
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    await on.receiver.start(port);
    await on.done(id, 1);
    expect(await on.statesOf(id)).toEqual(['DELIVERED']);
    on.stand.deliveries.take = take;
  });

  it('that asks for time gets it, and nothing until then', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(503, { 'retry-after': '3600' });
    on.stand.startSender();
    const pausedMs = async (): Promise<number> =>
      ((await on.stand.receiver(callback))?.pausedUntil?.getTime() ?? 0) - Date.now();
    await eventually('a pause of an hour', pausedMs, (ms) => ms > 3_000_000);
    on.receiver.behaviour = answer(204);
    await on.stand.hurry(id);
    const other = await on.stand.callback(on.receiver.port);
    const quick = await on.stand.subscription(other.id, 1);
    await on.done(quick.id, 1);
    await on.stand.append(quick.id, 1);
    await on.done(quick.id, 2);
    await on.stand.stopSenders();
    expect(on.receiver.received).toHaveLength(3);
  });

  it('that refuses one event keeps only its subscription waiting, and in the end not even that', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const [bad, good] = [await on.stand.subscription(callback, 2), await on.stand.subscription(callback, 2)];
    on.receiver.behaviour = (response, received) =>
      answer(received.body.includes(bad.events[0]!) ? 400 : 204)(response, received);
    on.stand.startSender({ schedule: { firstMs: 30, factor: 1, maxMs: 30, jitter: 0, attempts: 3 } });
    await on.done(good.id, 2);
    await on.done(bad.id, 2);
    expect(await on.statesOf(bad.id)).toEqual(['FAILED', 'DELIVERED']);
    expect(on.eventsSeen().filter((each) => each === bad.events[0])).toHaveLength(3);
  });

  it('is disabled after the whole schedule, loses nothing, and goes on when it is activated', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    on.receiver.behaviour = answer(500);
    on.stand.startSender({ schedule: { firstMs: 10, factor: 1, maxMs: 10, jitter: 0, attempts: 3 } });
    const disabled = async (): Promise<unknown> => (await on.stand.receiver(callback))?.disabled;
    await eventually('a disabled callback', disabled, (because) => because === 'FAILING');
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    on.receiver.behaviour = answer(200);
    await on.stand.receivers.activate(callback);
    await on.done(id, 2);
    expect([...new Set(on.eventsSeen())]).toEqual(events);
    expect(await disabled()).toBeNull();
  });

  it.each([500, 404, 400])(
    'answers %i to the last attempt while it is activated: nothing comes of it',
    async (status) => {
      const { id: callback } = await on.stand.callback(on.receiver.port);
      const { id, events } = await on.stand.subscription(callback, 2);
      let refuse: (() => unknown) | undefined;
      on.receiver.behaviour = (response, received) => {
        if (on.receiver.received.length < 3) return answer(status)(response, received);
        refuse = () => answer(status)(response, received);
      };
      on.stand.startSender({ schedule: { firstMs: 10, factor: 1, maxMs: 10, jitter: 0, attempts: 3 } });
      await eventually('the last attempt is under way', () => refuse !== undefined);
      await on.stand.receivers.activate(callback);
      on.receiver.behaviour = answer(204);
      void refuse?.();
      await on.done(id, 2);
      expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED']);
      expect([...new Set(on.eventsSeen())]).toEqual(events);
      expect(await on.stand.receiver(callback)).toMatchObject({ disabled: null, failures: 0 });
    },
  );

  it.each([400, 401, 403, 404, 405, 415, 422])(
    'that answers %i to everything is disabled itself, and nothing is given up',
    async (status) => {
      const { id: callback } = await on.stand.callback(on.receiver.port);
      const both = [await on.stand.subscription(callback, 2), await on.stand.subscription(callback, 2)];
      on.receiver.behaviour = answer(status);
      on.stand.startSender({ schedule: { firstMs: 10, factor: 1, maxMs: 10, jitter: 0, attempts: 3 } });
      const disabled = async (): Promise<unknown> => (await on.stand.receiver(callback))?.disabled;
      await eventually('a disabled callback', disabled, (because) => because === 'REFUSING');
      expect(await on.stand.receiver(callback)).toMatchObject({ failures: 3, lastStatus: status });
      for (const { id } of both) expect(await on.statesOf(id)).not.toContain('FAILED');
      on.receiver.behaviour = answer(204);
      await on.stand.receivers.activate(callback);
      for (const { id } of both) {
        await on.done(id, 2);
        expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED']);
      }
    },
  );

  it('that answers 404 to one event goes on taking others, and that one is given up', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const [bad, good] = [await on.stand.subscription(callback, 2), await on.stand.subscription(callback, 20)];
    on.receiver.behaviour = (response, received) =>
      answer(received.body.includes(bad.events[0]!) ? 404 : 204)(response, received);
    on.stand.startSender({ schedule: { firstMs: 30, factor: 1, maxMs: 30, jitter: 0, attempts: 3 } });
    await on.done(good.id, 20);
    let last = 20;
    const more = async (): Promise<unknown> => {
      await on.stand.append(good.id, 1);
      await on.done(good.id, ++last);
      return (await on.stand.cursorOf(bad.id))?.position;
    };
    await eventually('the refused event is passed', more, (position) => position === 2);
    expect(await on.statesOf(bad.id)).toEqual(['FAILED', 'DELIVERED']);
    expect((await on.stand.receiver(callback))?.disabled).toBeNull();
  });

  it('that is gone (410) gets nothing more, of any subscription', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const both = [await on.stand.subscription(callback, 3), await on.stand.subscription(callback, 3)];
    on.receiver.behaviour = answer(410);
    on.stand.startSender();
    const disabled = async (): Promise<unknown> => (await on.stand.receiver(callback))?.disabled;
    await eventually('a callback that is gone', disabled, (because) => because === 'GONE');
    await on.stand.stopSenders();
    expect(on.receiver.received).toHaveLength(1);
    expect(await on.stand.leases.claim(1_000)).toBeUndefined();
    for (const { id } of both) expect((await on.stand.cursorOf(id))?.position ?? 0).toBe(0);
  });

  it('does not hold up another callback', async () => {
    const other = await new TestReceiver().start();
    on.receiver.behaviour = () => undefined;
    const [slow, quick] = [await on.stand.callback(on.receiver.port), await on.stand.callback(other.port)];
    await on.stand.subscription(slow.id, 1);
    on.stand.startSender();
    await on.requests(1);
    const { id } = await on.stand.subscription(quick.id, 3);
    await on.done(id, 3);
    expect(other.received).toHaveLength(3);
    await other.stop();
  });
});
