import { Logger } from '@nestjs/common';
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

const theLock = `select pg_advisory_xact_lock(${lockKeys.commands})`;

const ofGroup = 'select from dead_letter where event_key = any($1) and consumer_group = $2';

async function parked(group: FakeGroup, keys: readonly string[]): Promise<void> {
  await group.announce(
    'parked',
    keys.map((key) => group.parked(key)),
  );
  await eventually(
    'its letters arrive',
    // Those of other suites have such keys, too.
    () => stand.operator.pool.query(ofGroup, [keys, group.group]),
    ({ rowCount }) => rowCount === keys.length,
  );
}

const discard = (group: FakeGroup, key?: string) =>
  stand.ask('/discards', { group: group.group, reason: 'no use', ...(key !== undefined && { key }) });

async function loseTopic(group: FakeGroup): Promise<void> {
  await group.stop();
  const topic = deliveryTopic(group.group);
  await withAdmin(kafkaClient(await testKafka(), 'lost'), async (kafka) => {
    await kafka.deleteTopics({ topics: [topic] });
    const topics = () => kafka.listTopics();
    await eventually('its topic is gone', topics, (all) => !all.includes(topic));
  });
}

/** What the sender tells of from now on; the next service has a log of its own. */
function toldFaults(): readonly string[] {
  const faults: string[] = [];
  const warn = ({ err }: { readonly err?: unknown }, context: string): void => {
    if (context === 'Commands') faults.push(String(err));
  };
  Logger.overrideLogger({ log: () => undefined, error: () => undefined, warn });
  return faults;
}

it('sends what was committed before the service ends', async () => {
  const event = stand.group.parked('k-last');
  await stand.group.announce('parked', [event]);
  await stand.arrived('k-last', 1);
  const { adminUrl } = stand.operator.database;
  // Whoever holds the sender's lock keeps every run before the end from sending something.
  await whileHeld(adminUrl, theLock, async ({ query, letGo }) => {
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
  await parked(lost, ['k-before']);
  await discard(lost);
  await eventually('it is told while it has a topic', () => lost.commands.events.length === 1);

  // More than are sent at once.
  const keys = Array.from({ length: 201 }, (_, n) => `k-${n}`);
  await parked(lost, keys);
  await parked(live, ['k-live', 'k-later']);
  await whileHeld(operator.database.adminUrl, theLock, async () => {
    await discard(lost);
    await discard(live, 'k-live');
    await loseTopic(lost);
  });
  await stand.commands(1, 'k-live');
  await discard(live, 'k-later');
  await stand.commands(1, 'k-later');
  const waiting = async (): Promise<string[]> => {
    const { rows } = await operator.pool.query<{ key: string }>(
      'select key from command where sent_at is null order by number',
    );
    return rows.map(({ key }) => key);
  };
  // Read by the group, it is not marked as sent yet.
  const unsent = await eventually('all others are sent', waiting, ({ length }) => length === keys.length);
  expect(unsent.toSorted()).toEqual(keys.toSorted());

  await createTopics(await testKafka(), [{ topic, partitions: 1 }]);
  const told = await collectEvents(topic);
  // What was sent twice stands there again, behind its first time.
  const keysTold = () => [...new Set(told.events.map(({ key }) => key))];
  await eventually('it is told what waits', keysTold, ({ length }) => length >= keys.length);
  expect(keysTold()).toEqual(unsent);
  await told.stop();
});

it('tries once more at its end what could not be sent a moment ago', async () => {
  const { operator } = stand;
  const lost = await FakeGroup.start();
  const faults = toldFaults();
  await parked(lost, ['k-held']);
  await whileHeld(operator.database.adminUrl, theLock, async () => {
    await discard(lost);
    await loseTopic(lost);
  });
  await eventually('it cannot be sent', () => faults.length > 0);
  await createTopics(await testKafka(), [{ topic: deliveryTopic(lost.group), partitions: 1 }]);
  await operator.app.close();
  const { rows } = await operator.pool.query('select sent_at is not null as sent from command');
  expect(rows).toEqual([{ sent: true }]);
});

it('tells of each group that cannot be told, by its topic and the cause, and of a second one too', async () => {
  const groups = [await FakeGroup.start(), await FakeGroup.start()];
  const faults = toldFaults();
  const expected: string[] = [];
  const named: string[] = [];
  for (const group of groups) {
    const key = `k-of-${group.group}`;
    await parked(group, [key]);
    await whileHeld(stand.operator.database.adminUrl, theLock, async () => {
      await discard(group);
      await loseTopic(group);
    });
    named.push(`${deliveryTopic(group.group)} (UNKNOWN_TOPIC_OR_PARTITION)`);
    expected.push(`Error: Commands wait, as they could not be sent to ${named.toSorted().join(', ')}.`);
    await eventually('it is told', () => new Set(faults).size >= expected.length);
  }
  // After a slow run the same is told again.
  expect([...new Set(faults)]).toEqual(expected);
});
