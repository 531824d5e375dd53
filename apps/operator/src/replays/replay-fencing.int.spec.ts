import { randomUUID } from 'node:crypto';
import { TransactionalDelivery } from '#libs/kafka';
import { testDatabase, type TestDatabase } from '#libs/test-kit';
import pg from 'pg';
import { migrations } from '../migrations/index.ts';
import { checkpointGroup } from './kafka-sink.ts';
import { ReplayTakenOver } from './replay.errors.ts';
import { ReplayLease } from './replay-lease.ts';
import { ReplayStand } from '../testing/replay-stand.ts';

describe('a runner that was replaced but does not know yet', () => {
  let stand: ReplayStand;
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    [stand, database] = await Promise.all([
      ReplayStand.open(),
      testDatabase({ app: 'operator', migrations }),
    ]);
    pool = new pg.Pool({ connectionString: database.appUrl });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    await stand.close();
  });

  async function counting(): Promise<string> {
    const { rows } = await pool.query<{ id: string }>(
      `insert into replay (selection, target, rate_per_second, order_hash, reason, ticket, requested_by, requested_issuer,
         expires_at)
       values ('{}', '{}', 1, repeat('a', 64), 'r', 't', 'olga', 'issuer', now()) returning id`,
    );
    await pool.query(`update replay set state = 'dry-run' where id = $1`, [rows[0]?.id]);
    return rows[0]!.id;
  }

  const position = (next: number) => ({ partition: 0, next, read: next, selected: next });

  it('finds that only one at a time may hold a replay, and changes nothing once another has', async () => {
    const id = await counting();
    const [old, young] = [new ReplayLease(database.appUrl, id), new ReplayLease(database.appUrl, id)];
    expect(await old.open()).toBe(true);
    expect(await young.open()).toBe(false);
    await old.takeOver();
    await old.set({ progress: { phase: 'reading' } }, 'dry-run');
    await old.saveCheckpoints([position(5)]);
    await young.takeOver();
    await expect(old.set({ progress: {} }, 'dry-run')).rejects.toThrow(ReplayTakenOver);
    await expect(old.transaction(() => Promise.resolve())).rejects.toThrow(ReplayTakenOver);
    await old.saveCheckpoints([position(9)]);
    expect(await young.checkpoints()).toEqual([position(5)]);
    await old.close();
    const third = new ReplayLease(database.appUrl, id);
    expect(await third.open()).toBe(true);
    await Promise.all([young.close(), third.close()]);
  });

  it('cannot deliver any more, and what it had begun to deliver never appears', async () => {
    const id = randomUUID();
    const topics = { source: stand.topic, target: await stand.createDeliveryTopic() };
    const deliver = () => new TransactionalDelivery(stand.kafka, stand.admin, checkpointGroup(id), topics);
    const delivered = (next: number) => [{ partition: 0, next, note: `${next} ${next}` }];
    const message = (key: string) => [{ key: Buffer.from(key), value: Buffer.from(JSON.stringify({ key })) }];
    const old = deliver();
    expect(await old.open()).toEqual([]);
    await old.write(message('a'), delivered(1));
    const young = deliver();
    expect(await young.open()).toEqual(delivered(1));
    await expect(old.write(message('b'), delivered(2))).rejects.toThrow();
    await young.write(message('c'), delivered(2));
    const content = await stand.contentOf(topics.target, 2);
    expect(content.map(({ key }) => String(key)).sort()).toEqual(['a', 'c']);
    await Promise.all([old.close(), young.close()]);
  });
});
