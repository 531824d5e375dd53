import { Background, Overloaded, Upkeep } from '#libs/service-kit';
import { answer } from '../../../../libs/webhooks/src/testing/index.ts';
import { eventually, whileHeld } from '#libs/test-kit';
import { webhooksUnderTest } from './testing/webhooks-under-test.ts';
import { WebhookUpkeep } from './webhook-upkeep.service.ts';

const on = webhooksUnderTest();

describe('rights', () => {
  it('are looked at again before every attempt: what was withdrawn between two is not sent again', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 2);
    on.receiver.behaviour = (response, received) =>
      answer(received.body.includes(events[0]!) ? 400 : 200)(response, received);
    on.stand.startSender();
    await on.requests(2);
    on.stand.deliveries.withheld.add(events[0]!);
    await on.done(id, 2);
    const tries = on.eventsSeen().filter((each) => each === events[0]).length;
    await on.stand.append(id, 1);
    await on.done(id, 3);
    expect(on.eventsSeen().filter((each) => each === events[0])).toHaveLength(tries);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED']);
  });

  it('that ended stop a waiting retry too', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 2);
    on.receiver.behaviour = answer(400);
    on.stand.startSender();
    await on.requests(2);
    await on.stand.query('update subscription set ended_at = clock_timestamp() where id = $1', [id]);
    const dueInMs = async (): Promise<number> => {
      const [row] = await on.stand.query(
        'select extract(epoch from due_at - now())::float8 * 1000 as ms from webhook_cursor where stream = $1',
        [id],
      );
      return row?.['ms'] as number;
    };
    await eventually('a subscription that is looked at later', dueInMs, (ms) => ms > 300_000);
    const tried = on.receiver.received.length;
    const other = await on.stand.subscription(callback, 1);
    on.receiver.behaviour = answer(204);
    await on.done(other.id, 1);
    expect(on.receiver.received).toHaveLength(tried + 1);
    await on.stand.query('update subscription set ended_at = null where id = $1', [id]);
    await on.stand.hurry(id);
    await on.done(id, 2);
  });

  it('that cannot be decided now cost the receiver no attempt and nothing is lost', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id } = await on.stand.subscription(callback, 1);
    on.stand.deliveries.fault = new Overloaded();
    on.stand.startSender();
    const waits = async (): Promise<unknown> =>
      (
        await on.stand.query('select due_at > now() as waits from webhook_cursor where stream = $1', [id])
      )[0]?.['waits'];
    await eventually('an event that waits', waits);
    expect(await on.stand.cursorOf(id)).toEqual({ position: 0, attempts: 0 });
    on.stand.deliveries.fault = undefined;
    await on.stand.hurry(id);
    await on.done(id, 1);
    expect(on.receiver.received).toHaveLength(1);
  });
});

describe('retention', () => {
  it('takes entries that the feed dropped out of the way, and with them what is listed of them', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 3);
    const drop = async (upTo: number): Promise<void> => {
      await on.stand.query('delete from feed_entry where subscription_id = $1 and position <= $2', [
        id,
        upTo,
      ]);
      await on.stand.query('update subscription set pruned_position = $2 where id = $1', [id, upTo]);
    };
    await drop(2);
    on.stand.startSender();
    await on.done(id, 3);
    expect(on.eventsSeen()).toEqual([events[2]]);
    const upkeep = new Upkeep(on.stand.pool, new Background());
    new WebhookUpkeep(on.stand.pool, upkeep);
    await upkeep.run('webhook-deliveries');
    expect(await on.statesOf(id)).toHaveLength(1);
    await drop(3);
    await upkeep.run('webhook-deliveries');
    expect(await on.statesOf(id)).toEqual([]);
  });

  it('leaves a redelivery that is asked for once more at that moment', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 1);
    on.stand.startSender();
    await on.done(id, 1);
    await on.stand.list.again(id, events[0]!);
    await on.requests(2);
    await on.stand.stopSenders();
    const upkeep = new Upkeep(on.stand.pool, new Background());
    new WebhookUpkeep(on.stand.pool, upkeep);
    const text = 'update webhook_cursor set position = head - 1 where stream = $1 and redelivery > 0';
    const { adminUrl } = on.stand.database;
    await whileHeld(adminUrl, { text, values: [id] }, async ({ waitedFor, letGo }) => {
      const pruned = upkeep.run('webhook-cursors');
      await Promise.race([pruned, waitedFor(1)]);
      await letGo();
      await pruned;
    });
    const left = 'select position < head as due from webhook_cursor where stream = $1 and redelivery > 0';
    expect(await on.stand.query(left, [id])).toEqual([{ due: true }]);
  });
});

describe('a feed with an empty place', () => {
  it('is passed over to what comes after it, and then has nothing due', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 1);
    await on.stand.query('update subscription set last_position = last_position + 1 where id = $1', [id]);
    on.stand.startSender();
    await on.done(id, 2);
    const [later] = await on.stand.append(id, 1);
    await on.done(id, 3);
    expect(on.eventsSeen()).toEqual([...events, later]);
  });
});

describe('redelivery', () => {
  it('of one event comes with the same webhook-id and changes nothing about the others', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 3);
    on.stand.startSender();
    await on.done(id, 3);
    expect(await on.stand.list.again(id, events[1]!)).toBe(true);
    await on.requests(4);
    const state = async (): Promise<unknown> => (await on.statesOf(id))[1];
    await eventually('an event that is delivered again', state, (shown) => shown === 'DELIVERED');
    expect(on.idsSeen()[3]).toBe(on.idsSeen()[1]);
    expect((await on.stand.list.list(id, { limit: 9 })).map(({ attempts }) => attempts)).toEqual([1, 2, 1]);
    expect(await on.stand.list.again(id, '00000000-0000-7000-8000-000000000000')).toBe(false);
  });

  it('of one event is decided anew', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 1);
    on.stand.startSender();
    await on.done(id, 1);
    on.stand.deliveries.withheld.add(events[0]!);
    await on.stand.list.again(id, events[0]!);
    const result = async (): Promise<unknown> => (await on.stand.list.list(id, { limit: 1 }))[0]?.lastResult;
    await eventually('an event that is withheld', result, (shown) => shown === 'withheld');
    expect(on.receiver.received).toHaveLength(1);
  });

  it('of all since a position comes in order, also when it is asked for during a delivery', async () => {
    const { id: callback } = await on.stand.callback(on.receiver.port);
    const { id, events } = await on.stand.subscription(callback, 4);
    let rewound = false;
    on.receiver.behaviour = async (response, received) => {
      if (!rewound && received.body.includes(events[2]!)) {
        rewound = true;
        await on.stand.list.rewind(id, 1);
      }
      response.writeHead(204).end();
    };
    on.stand.startSender();
    await on.done(id, 4);
    const [a, b, c, d] = events;
    expect(on.eventsSeen()).toEqual([a, b, c, b, c, d]);
    expect(await on.statesOf(id)).toEqual(['DELIVERED', 'DELIVERED', 'DELIVERED', 'DELIVERED']);
  });
});
