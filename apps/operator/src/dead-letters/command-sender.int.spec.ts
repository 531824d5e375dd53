import { deliveryTopic } from '#libs/contracts';
import { createTopics, kafkaClient, withAdmin } from '#libs/kafka';
import { lockKeys } from '#libs/service-kit';
import { collectEvents, eventually, testKafka, whileHeld } from '#libs/test-kit';
import { FakeGroup } from '../testing/consumer-group.ts';
import { DeadLettersStand } from '../testing/dead-letters-stand.ts';

let stand: DeadLettersStand;
beforeEach(async () => {
  stand = await DeadLettersStand.start();
});
afterEach(() => stand.stop());

it('sends what was committed before the service ends', async () => {
  const event = stand.group.parked('k-last');
  await stand.group.announce('parked', [event]);
  await stand.arrived('k-last', 1);
  const { adminUrl } = stand.operator.database;
  // Whoever holds the sender's lock keeps every run before the end from finding something.
  const lock = `select pg_advisory_xact_lock(${lockKeys.commands})`;
  await whileHeld(adminUrl, lock, async ({ query, letGo }) => {
    await stand.ask(`/${(await stand.letterOf(event)).id}/redrive`, {});
    await letGo();
    await stand.operator.app.close();
    const { rows } = await query('select sent_at is not null as sent from command');
    expect(rows).toEqual([{ sent: true }]);
  });
});

it('goes on with other groups while one has no topic, however much waits for that, and sends it all once there is one', async () => {
  const { operator, group: live } = stand;
  const lost = await FakeGroup.start();
  const topic = deliveryTopic(lost.group);
  const admin = kafkaClient(await testKafka(), 'lost');
  const parked = async (group: FakeGroup, keys: readonly string[]): Promise<void> => {
    await group.announce(
      'parked',
      keys.map((key) => group.parked(key)),
    );
    await eventually(
      'its letters arrive',
      () => operator.pool.query('select from dead_letter where event_key = any($1)', [keys]),
      ({ rowCount }) => rowCount === keys.length,
    );
  };
  const discard = (group: FakeGroup, key?: string) =>
    stand.ask('/discards', { group: group.group, reason: 'no use', ...(key !== undefined && { key }) });
  await parked(lost, ['k-before']);
  await discard(lost);
  await eventually('it is told while it has a topic', () => lost.commands.events.length === 1);

  // More than are sent at once.
  const keys = Array.from({ length: 201 }, (_, n) => `k-${n}`);
  await parked(lost, keys);
  await parked(live, ['k-live', 'k-later']);
  await whileHeld(
    operator.database.adminUrl,
    `select pg_advisory_xact_lock(${lockKeys.commands})`,
    async () => {
      await discard(lost);
      await discard(live, 'k-live');
      await lost.stop();
      await withAdmin(admin, async (kafka) => {
        await kafka.deleteTopics({ topics: [topic] });
        const topics = () => kafka.listTopics();
        await eventually('its topic is gone', topics, (all) => !all.includes(topic));
      });
    },
  );
  await stand.commands(1, 'k-live');
  await discard(live, 'k-later');
  await stand.commands(1, 'k-later');
  const { rows } = await operator.pool.query<{ key: string }>(
    'select key from command where sent_at is null order by number',
  );
  const unsent = rows.map(({ key }) => key);
  expect(unsent.toSorted()).toEqual(keys.toSorted());

  await createTopics(await testKafka(), [{ topic, partitions: 1 }]);
  const told = await collectEvents(topic);
  await eventually(
    'it is told what waits',
    () => told.events.map(({ key }) => key),
    ({ length }) => length >= keys.length,
  );
  expect(told.events.map(({ key }) => key)).toEqual(unsent);
  await told.stop();
});
