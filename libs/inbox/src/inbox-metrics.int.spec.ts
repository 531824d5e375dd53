import { register } from 'prom-client';
import { GroupLag } from '#libs/kafka';
import { eventually } from '#libs/test-kit';
import { anEvent } from './event.builder.ts';
import { type ConsumerParts, InboxConsumer, type TakenWork } from './inbox-consumer.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import { takeEffect } from './testing/start-stand.ts';

let stand: InboxStand;

beforeEach(async () => {
  stand = await InboxStand.open();
});

afterEach(() => stand.close());

it('counts what is parked as far as it must, on a connection that only measurements use', async () => {
  await stand.start(takeEffect);
  await stand.sql.query(
    `insert into inbox_parked (consumer_group, event_id, key, type, topic, "partition", "offset", origin, payload,
       cause_code, cause, attempts, blocks_key)
     select $1, n, n, 't', 't', 0, n, '', '', 'handler-failed', '', 1, true from generate_series(1, 10050) n`,
    [stand.group],
  );
  expect(await gauge('parked')).toBe(10_000);
  const { rows } = await stand.sql.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and query like '%count(*)%inbox_parked%'`,
  );
  expect(rows).toEqual([{ name: 'inbox-stand-metrics' }]);
});

it('shows how far it is behind, in events and in seconds, and what is parked', async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const started = stand.start(async (event, context) => {
    if (event.subject === 'sick') throw new Error('always');
    await gate;
    await takeEffect(event, context);
  });
  const { health } = await started;
  await stand.send(...[1, 2, 3].map((n) => anEvent('slow', n)), anEvent('sick', 1));
  await stand.untilParked(({ length }) => length === 1);
  expect(await gauge('parked')).toBe(1);
  await eventually(
    'a lag shows',
    () => gauge('lag_seconds', stand.topic),
    (seconds) => seconds > 0,
  );
  expect(await gauge('lag_events', stand.topic)).toBeGreaterThanOrEqual(3);
  expect(await gauge('member')).toBe(1);
  open();
  await eventually(
    'the group has caught up',
    () => gauge('lag_events', stand.topic),
    (events) => events === 0,
  );
  expect(await gauge('lag_seconds', stand.topic)).toBe(0);
  expect(await register.metrics()).toContain(
    `einmal_inbox_handled_total{group="${stand.group}",result="handled"} 3`,
  );
  expect([await health.readiness.failing(), await health.liveness.failing()]).toEqual([[], []]);
});

it('commits what was finished while a position was being committed, with nothing new to read', async () => {
  const works: TakenWork[] = [];
  const { kafka, group, topic } = stand;
  const take: ConsumerParts['take'] = (_place, _message, work) => void works.push(work);
  const consumer = new InboxConsumer({ kafka, group, topics: [topic], sessionMs: 10_000, take });
  const due = consumer.partitions.due.bind(consumer.partitions);
  consumer.partitions.due = () => {
    const { positions, acknowledged } = due();
    return {
      positions,
      acknowledged: () => {
        acknowledged();
        works.splice(0).forEach(({ finished }) => finished());
      },
    };
  };
  consumer.start();
  await stand.send(anEvent('one', 1), anEvent('one', 2));
  await eventually(
    'both are taken',
    () => works.length,
    (count) => count === 2,
  );
  works.shift()?.finished();
  const lag = new GroupLag(kafka, group, [topic]);
  await eventually(
    'both are committed',
    () => lag.read(),
    (events) => events.get(topic) === 0,
  );
  await lag.close();
  await consumer.leave();
});

/** A gauge of the stand's group at this moment; NaN when absent. */
async function gauge(name: string, topic?: string): Promise<number> {
  const metric = await register.getSingleMetric(`einmal_inbox_${name}`)?.get();
  const value = metric?.values.find(
    ({ labels }) => labels['group'] === stand.group && labels['topic'] === topic,
  );
  return value?.value ?? NaN;
}
