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
    expect(on.eventsSeen()).toEqual([a, a, a, b, a, a, b]);
    expect(await on.statesOf(id)).toEqual(['WAITING', 'WAITING']);
    on.receiver.behaviour = answer(204);
    await on.stand.receivers.activate(callback);
    await on.done(id, 3);
    expect(on.eventsSeen().slice(7)).toEqual(events);
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
  it('get past an event each that is always refused, and their callback is not at fault', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const both = [await on.stand.subscription(callback, 3), await on.stand.subscription(callback, 3)];
    on.receiver.behaviour = refusing(both.map(({ events }) => events[0]));
    on.stand.startSender({ schedule });
    for (const { id } of both) {
      await on.done(id, 3);
      expect(await on.statesOf(id)).toEqual(['FAILED', 'DELIVERED', 'DELIVERED']);
    }
    expect(await on.stand.receiver(callback)).toMatchObject({ disabled: null, failures: 0 });
  });

  it.each<[string, (id: string, event: string) => unknown]>([
    ['is withheld', (_, event) => on.stand.deliveries.withheld.add(event)],
    ['has ended', (id) => on.stand.query('update subscription set ended_at = now() where id = $1', [id])],
  ])('do not answer for each other where what the one refused %s', async (_, end) => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const refused = async (): Promise<unknown> => (await on.stand.receiver(callback))?.isRefusing;
    const { id, events } = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(422);
    on.stand.startSender({ schedule });
    await eventually('a refusal', refused);
    await end(id, events[0]!);
    await eventually('nothing refused', refused, (is) => !is);
    const other = await on.stand.subscription(callback, 1);
    const seen = (): number => on.eventsSeen().filter((event) => event === other.events[0]).length;
    await eventually('the other is tried on', seen, (count) => count > schedule.attempts);
    expect(await on.stand.receiver(callback)).toMatchObject({ disabled: null, failures: 0 });
  });

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

describe('redeliveries', () => {
  it('that are refused as duplicates count against nobody', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    on.stand.startSender({ schedule });
    await on.done(id, 2);
    on.receiver.behaviour = answer(409);
    for (const event of events) await on.stand.list.again(id, event);
    await on.requests(2 + 2 * schedule.attempts);
    const under = async (): Promise<unknown> => on.stand.query(waiting, [id]);
    await eventually('nothing waits', under, (rows) => JSON.stringify(rows) === '[]');
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED']);
    expect(await on.stand.receiver(callback)).toMatchObject({
      disabled: null,
      failures: 0,
      isRefusing: false,
    });
  });
});

const waiting = 'select redelivery from webhook_cursor where stream = $1 and position < head';
