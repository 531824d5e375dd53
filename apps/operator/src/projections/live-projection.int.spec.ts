import pg from 'pg';
import { readChangeEvent } from '#libs/contracts';
import { kafkaClient, orderedProducer } from '#libs/kafka';
import {
  eventually,
  malformedRecords,
  testDatabase,
  type TestDatabase,
  testKafka,
  uniqueTopic,
} from '#libs/test-kit';
import { migrations } from '../migrations/index.ts';
import { anEvent } from '../replays/replay.builder.ts';
import { LiveProjection } from './live-projection.ts';

describe('the live projection', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase({ app: 'operator', migrations });
    pool = new pg.Pool({ connectionString: database.appUrl });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('leaves out what is no change event, says where it stood, and goes on', async () => {
    const topic = await uniqueTopic('malformed.changes.v1', 1);
    const kafka = kafkaClient(await testKafka(), 'live-projection');
    const event = anEvent(0, 1);
    const wrong = malformedRecords(event).map(([, value]) => ({ key: event.subject, value }));
    const right = { key: event.subject, value: JSON.stringify(event) };
    expect(readChangeEvent(Buffer.from(right.value))).toEqual(event);
    const producer = orderedProducer(kafka);
    await producer.connect();
    await producer.send({ topic, messages: [...wrong, right], acks: -1 });
    await producer.disconnect();
    const skipped: string[] = [];
    const crashes: Error[] = [];
    const live = new LiveProjection({
      ...{ kafka, pool, topic, groupId: `${topic}.projection` },
      onApplied: (_, offsets) => skipped.push(...offsets),
      onCrash: (error) => crashes.push(error),
    });
    await live.start();
    await eventually(
      'the change is projected',
      async () => (await pool.query('select from record_version')).rowCount,
      (rows) => rows === 1 || crashes.length > 0,
    );
    await live.stop();
    expect(crashes).toEqual([]);
    expect(skipped.map(Number)).toEqual(wrong.map((_, offset) => offset));
  });
});
