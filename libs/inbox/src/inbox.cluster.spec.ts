import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafkaCluster, type KafkaCluster } from '#libs/local-services';
import { withAdmin } from '#libs/kafka';
import { anEvent } from './event.builder.ts';
import { InboxStand } from './testing/inbox-stand.ts';
import { takeEffect } from './testing/start-stand.ts';

const keys = Array.from({ length: 30 }, (_, i) => `key-${i}`);
const PER_KEY = 40;
const folder = mkdtempSync(join(tmpdir(), 'einmal-cluster-'));
let cluster: KafkaCluster;
let stand: InboxStand;

beforeAll(async () => {
  cluster = await startKafkaCluster(folder);
  stand = await InboxStand.open(cluster.bootstrapServers);
});

afterAll(async () => {
  await stand.close();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Node id of the broker that coordinates the group: Java's hash of its name chooses the partition (GroupMetadataManager). */
async function coordinatorOf({ kafka, group }: InboxStand): Promise<number> {
  const { topics } = await withAdmin(kafka, (admin) =>
    admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] }),
  );
  const partitions = topics[0]?.partitions ?? [];
  const hash = Buffer.from(group).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 0);
  const number = (hash & 0x7fffffff) % partitions.length;
  return partitions.find(({ partitionId }) => partitionId === number)?.leader ?? 1;
}

it('loses, repeats and inverts nothing when one of three brokers is killed while events are consumed', async () => {
  const inboxes = [await stand.start(takeEffect), await stand.start(takeEffect)];
  await stand.untilMembers(2);
  let sent = 0;
  const sending = (async () => {
    for (let n = 1; n <= PER_KEY; n++, sent++) await stand.send(...keys.map((key) => anEvent(key, n)));
  })();
  await stand.untilEffects(100);
  const doomed = cluster.nodes[(await coordinatorOf(stand)) - 1];
  await doomed?.kill9();
  await sending;
  const killedAfter = performance.now();
  await stand.untilEffects(keys.length * PER_KEY);
  const expected = Array.from({ length: PER_KEY }, (_, i) => i + 1);
  const wrong: string[] = [];
  for (const key of keys) {
    if (JSON.stringify(await stand.effects(key)) !== JSON.stringify(expected)) wrong.push(key);
  }
  const report = {
    brokers: 3,
    killed: 1,
    events: keys.length * PER_KEY,
    handled: (await stand.effects()).length,
    keysOutOfOrder: wrong.length,
    parked: (await stand.parked()).length,
    drainedMs: Math.round(performance.now() - killedAfter),
  };
  process.stdout.write(`cluster: ${JSON.stringify(report)}\n`);
  expect(report).toMatchObject({ handled: report.events, keysOutOfOrder: 0, parked: 0 });
  for (const { health } of inboxes) expect(await health.liveness.failing()).toEqual([]);
});
