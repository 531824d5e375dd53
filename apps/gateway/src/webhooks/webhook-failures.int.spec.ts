import { Webhook } from 'standardwebhooks';
import { answer, TestReceiver } from './test-receiver.builder.ts';
import { until } from './webhook-stand.builder.ts';
import { webhooksUnderTest } from './webhooks-under-test.builder.ts';

const on = webhooksUnderTest();

describe('a failing receiver', () => {
  it('gets the same webhook-id and a fresh signature at every attempt', async () => {
    const { id: callback, secret } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(503);
    on.stand.startSender();
    await until(() => on.receiver.received.length >= 3);
    on.receiver.behaviour = answer(200);
    await until(on.done(id, 1));
    expect(new Set(on.idsSeen()).size).toBe(1);
    for (const { body, headers } of on.receiver.received)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeDefined();
    const [row] = await on.stand.list.list(id, { limit: 1 });
    expect(row).toMatchObject({ state: 'DELIVERED', attempts: on.receiver.received.length });
    const [callbackRow] = (await on.stand.callbacks.list('parking')).filter((each) => each.id === callback);
    expect(callbackRow).toMatchObject({ failures: 0, pausedUntil: null, lastFailure: 'status-unsuitable' });
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
    const failures = async (): Promise<number> =>
      (await on.stand.callbacks.list('parking')).find((each) => each.id === callback)?.failures ?? 0;
    await until(async () => (await failures()) >= 3);
    expect(taken).toBe(1);
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    await on.receiver.start(port);
    await until(on.done(id, 1));
    expect(await on.statesOf(id)).toEqual(['DELIVERED']);
    on.stand.deliveries.take = take;
  });

  it('that asks for time gets it, and nothing until then', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(503, { 'retry-after': '3600' });
    on.stand.startSender();
    const paused = async (): Promise<boolean> => {
      const [row] = await on.stand.query(
        `select paused_until > clock_timestamp() + interval '50 minutes' as long from webhook_callback where callback_id = $1`,
        [callback],
      );
      return row?.['long'] === true;
    };
    await until(paused);
    on.receiver.behaviour = answer(204);
    await on.stand.query(`update webhook_lane set due_at = '-infinity' where subscription_id = $1`, [id]);
    const other = await on.stand.callback(on.receiver.port);
    const lane = await on.stand.subscription(other.id, 1);
    await until(on.done(lane.id, 1));
    await on.stand.append(lane.id, 1);
    await until(on.done(lane.id, 2));
    await on.stand.stopSenders();
    expect(on.receiver.received).toHaveLength(3);
  });

  it('that refuses one event keeps only its subscription waiting, and in the end not even that', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const [bad, good] = [await on.stand.subscription(callback, 2), await on.stand.subscription(callback, 2)];
    on.receiver.behaviour = (response, received) =>
      answer(received.body.includes(bad.events[0]!) ? 400 : 204)(response, received);
    on.stand.startSender({ schedule: { firstMs: 30, factor: 1, mostMs: 30, attempts: 3 } });
    await until(on.done(good.id, 2));
    await until(on.done(bad.id, 2));
    expect(await on.statesOf(bad.id)).toEqual(['FAILED', 'DELIVERED']);
    expect(on.eventsSeen().filter((each) => each === bad.events[0])).toHaveLength(3);
  });

  it('is disabled after the whole schedule, loses nothing, and goes on when it is activated', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    on.receiver.behaviour = answer(500);
    on.stand.startSender({ schedule: { firstMs: 10, factor: 1, mostMs: 10, attempts: 3 } });
    const disabled = async (): Promise<unknown> =>
      (await on.stand.callbacks.list('parking')).find((each) => each.id === callback)?.disabled;
    await until(async () => (await disabled()) === 'FAILING');
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    on.receiver.behaviour = answer(200);
    await on.stand.callbacks.activate(callback);
    await until(on.done(id, 2));
    expect([...new Set(on.eventsSeen())]).toEqual(events);
    expect(await disabled()).toBeNull();
  });

  it('that is gone (410) gets nothing more, of any subscription', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const lanes = [await on.stand.subscription(callback, 3), await on.stand.subscription(callback, 3)];
    on.receiver.behaviour = answer(410);
    on.stand.startSender();
    await until(async () =>
      (await on.stand.callbacks.list('parking')).some(
        ({ id, disabled }) => id === callback && disabled === 'GONE',
      ),
    );
    await on.stand.stopSenders();
    expect(on.receiver.received).toHaveLength(1);
    expect(await on.stand.leases.claim(1_000)).toBeUndefined();
    for (const { id } of lanes) expect((await on.stand.laneOf(id))?.position ?? 0).toBe(0);
  });

  it('does not hold up another callback', async () => {
    const other = await new TestReceiver().start();
    on.receiver.behaviour = () => undefined;
    const [slow, quick] = [await on.stand.callback(on.receiver.port), await on.stand.callback(other.port)];
    await on.stand.subscription(slow.id, 1);
    on.stand.startSender();
    await until(() => on.receiver.received.length === 1);
    const { id } = await on.stand.subscription(quick.id, 3);
    await until(on.done(id, 3));
    expect(other.received).toHaveLength(3);
    await other.stop();
  });
});
