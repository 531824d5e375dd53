import { Overloaded } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { answer, type Behaviour } from '../../../../libs/webhooks/src/testing/index.ts';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';

const on = webhooksUnderTest();
const schedule = { firstMs: 10, factor: 1, maxMs: 10, jitter: 0, attempts: 3 };

const refusing =
  (events: readonly (string | undefined)[], then: Behaviour = answer(204)): Behaviour =>
  (response, received) =>
    (events.some((event) => received.body.includes(event!)) ? answer(404) : then)(response, received);

describe('an only subscription', () => {
  it('gets past one event that is always refused, in order, and its callback is not at fault', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 4);
    on.receiver.behaviour = refusing([events[1]]);
    on.stand.startSender({ schedule });
    await on.done(id, 4);
    const [a, b, c, d] = events;
    expect(on.eventsSeen()).toEqual([a, b, b, b, c, d]);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'FAILED', 'DELIVERED', 'DELIVERED']);
    expect(await on.stand.receiver(callback)).toMatchObject({
      disabled: null,
      failures: 0,
      lastFailure: 'status-unsuitable',
      lastStatus: 404,
    });
  });

  it('gives an event up only when something follows it', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = refusing(events);
    on.stand.startSender({ schedule });
    await on.requests(5);
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    expect((await on.stand.receiver(callback))?.disabled).toBeNull();
    await on.stand.append(id, 1);
    await on.done(id, 2);
    expect(await on.statesOf(id)).toEqual(['FAILED', 'DELIVERED']);
  });

  it('loses nothing to a callback that refuses everything, and gets it in order', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 3);
    on.receiver.behaviour = answer(403);
    on.stand.startSender({ schedule });
    const disabled = async (): Promise<unknown> => (await on.stand.receiver(callback))?.disabled;
    await eventually('a disabled callback', disabled, (because) => because === 'REFUSING');
    const [a, b] = events;
    expect(on.eventsSeen()).toEqual([a, a, a, b, a, a]);
    expect(await on.statesOf(id)).toEqual(['WAITING', 'WAITING']);
    on.receiver.behaviour = answer(204);
    await on.stand.receivers.activate(callback);
    await on.done(id, 3);
    expect(on.eventsSeen().slice(6)).toEqual(events);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED', 'DELIVERED']);
  });

  it.each<[string, number, (callback: string, id: string) => Promise<void>]>([
    ['an activation', 0, (callback) => on.stand.receivers.activate(callback)],
    ['a redelivery', 0, (_, id) => on.stand.list.rewind(id, 1)],
  ])('comes back to what was set aside by %s while what follows is tried', async (_, position, back) => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 3);
    let take: (() => unknown) | undefined;
    on.receiver.behaviour = refusing([events[0]], (response, received) => {
      take = () => answer(204)(response, received);
    });
    on.stand.startSender({ schedule });
    await eventually('what follows is tried', () => take !== undefined);
    await back(callback, id);
    expect((await on.stand.cursorOf(id))?.position).toBe(position);
    on.receiver.behaviour = answer(204);
    void take?.();
    await on.done(id, 3);
    const [a, b, c] = events;
    expect(on.eventsSeen()).toEqual([a, a, a, b, a, b, c]);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED', 'DELIVERED']);
  });

  it('comes back to what was set aside where nothing that follows may be told', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    on.stand.deliveries.withheld.add(events[1]!);
    on.receiver.behaviour = refusing([events[0]]);
    on.stand.startSender({ schedule });
    await on.requests(4);
    expect(await on.statesOf(id)).toEqual(['WAITING']);
    on.receiver.behaviour = answer(204);
    await on.done(id, 2);
    expect(await on.statesOf(id)).toEqual(['DELIVERED']);
  });
});

describe('two subscriptions', () => {
  it('lose nothing that was set aside for the one, when the other shows that everything is refused', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    const take = on.stand.deliveries.take.bind(on.stand.deliveries);
    on.stand.deliveries.take = (of, options) =>
      of === id && options.after === 1 ? Promise.reject(new Overloaded()) : take(of, options);
    on.receiver.behaviour = answer(404);
    on.stand.startSender({ schedule });
    const waits = async (): Promise<unknown> =>
      (
        await on.stand.query(
          'select position = 1 and due_at > now() as it from webhook_cursor where stream = $1',
          [id],
        )
      )[0]?.['it'];
    await eventually('nobody can say whether what follows may be told', waits);
    let refuse: (() => unknown) | undefined;
    on.receiver.behaviour = (response, received) => {
      refuse = () => answer(404)(response, received);
    };
    const other = await on.stand.subscription(callback, 1);
    await eventually('the other is under way', () => refuse !== undefined);
    on.stand.deliveries.take = take;
    on.receiver.behaviour = answer(204);
    await on.stand.hurry(id);
    void refuse?.();
    await on.done(id, 2);
    await on.done(other.id, 1);
    const [a, b] = events;
    expect(on.eventsSeen().filter((event) => events.includes(String(event)))).toEqual([a, a, a, a, b]);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED']);
  });
});
