import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'prom-client';
import { createTopics, kafkaClient } from '#libs/kafka';
import { startKafka } from '#libs/local-services';
import { collectEvents, eventually } from '#libs/test-kit';
import { OutboxMetrics } from './outbox.metrics.ts';
import { Relay } from './relay.ts';
import { append, OutboxStand } from './testing/outbox-stand.ts';

let stand: OutboxStand;
let folder: string;

beforeEach(async () => {
  stand = await OutboxStand.open();
  folder = mkdtempSync(join(tmpdir(), 'einmal-kafka-down-'));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  await stand.close();
  rmSync(folder, { recursive: true, force: true });
});

/** NaN when there is no such gauge. */
async function gauge(name: string): Promise<number> {
  const line = (await register.metrics())
    .split('\n')
    .find((text) => text.startsWith(`einmal_outbox_${name} `));
  return Number(line?.split(' ')[1] ?? Number.NaN);
}

it('goes on writing while Kafka is down, shows backlog and age, and drains in order when it is back', async () => {
  const topic = 'outbox.kafka-down';
  const first = await startKafka({ dir: folder });
  await createTopics(first.bootstrapServers, [{ topic }]);
  new OutboxMetrics(stand.app);
  const notices: string[] = [];
  const relay = new Relay({
    databaseUrl: stand.database.appUrl,
    kafka: kafkaClient(first.bootstrapServers, 'kafka-down', { retry: { retries: 1 } }),
    topic,
    report: ({ kind }) => notices.push(kind),
  });
  relay.start();
  await append(stand.app, 1, 2, 3);
  await eventually(
    'the first events are published',
    () => notices,
    (all) => all.includes('published'),
  );

  await first.kill9();
  const later = Array.from({ length: 500 }, (_, n) => n + 4);
  for (const n of later) await append(stand.app, n);
  const failures = (): number => notices.filter((kind) => kind === 'failed').length;
  await eventually('the relay fails again', failures, (count) => count >= 2);
  expect(await gauge('backlog_events')).toBe(later.length);
  const age = await gauge('oldest_event_age_seconds');
  expect(age).toBeGreaterThan(0);
  await eventually(
    'the age grows',
    () => gauge('oldest_event_age_seconds'),
    (seconds) => seconds > age,
  );

  const second = await startKafka({ dir: folder, port: first.port });
  const collector = await collectEvents(topic, second.bootstrapServers);
  const numbers = (): unknown[] => [...new Set(collector.events.map(({ value }) => value['n']))];
  await eventually('all events arrive', numbers, ({ length }) => length === 3 + later.length);
  expect(numbers()).toEqual([1, 2, 3, ...later]);
  await eventually(
    'the backlog is gone',
    () => gauge('backlog_events'),
    (count) => count === 0,
  );
  await relay.stop();
  await collector.stop();
  await second.stop();
});
