import { Logger } from '@nestjs/common';
import { changeTopic } from '#libs/contracts';
import { ByteWriter, EncodedProducer, groupConsumer, type Kafka, writeProduceRequest } from '#libs/kafka';
import { checkKafka, createKafka } from '#libs/service-kit';
import { eventually } from '#libs/test-kit';
import { type KafkaWithRights, startKafkaWithRights } from './testing/kafka-with-rights.ts';

let kafka: KafkaWithRights | undefined;
const errors: unknown[] = [];

beforeAll(async () => {
  Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (line) => errors.push(line) });
  kafka = await startKafkaWithRights();
});
afterAll(() => kafka?.stop());

/** As a service that may read what the residents' register writes. */
function as(service: 'vehicles' | 'gateway'): Kafka {
  const { bootstrapServers, username, password } = kafka!.loginOf(service);
  const kafkaBrokers = bootstrapServers.split(',');
  return createKafka({ kafkaBrokers, kafkaUsername: username, kafkaPassword: password }, 'missing-right');
}

const sentence = (what: string): string =>
  `Kafka takes the account of this service and refuses it a ${what}: give it the rights of docs/events.md, “Who may write and read”.`;
const told = (): Promise<string> =>
  checkKafka().then(
    () => '',
    (error: Error) => error.message,
  );

async function writeInVain(by: Kafka): Promise<void> {
  const topic = changeTopic('residents');
  const producer = new EncodedProducer(by, topic);
  const { identity } = await producer.open();
  const [[leader] = ['']] = producer.leadersOf([0]);
  const row = { key: Buffer.from('k'), payload: '{}', payloadBytes: 2 };
  const partitions = [{ partition: 0, rows: [row], firstSequence: 0 }];
  const body = writeProduceRequest(new ByteWriter(), { topic, by: identity, partitions });
  await expect(producer.send(leader, body)).rejects.toThrow('Topic authorization failed');
  await producer.close();
}

describe('an account without a right', () => {
  it('is told so in the log where it writes, and is ready for all that it was told once', async () => {
    expect(await told()).toBe('');
    await writeInVain(as('vehicles'));
    expect(await told()).toBe('');
    expect(errors).toEqual([{ msg: sentence('topic') }]);
  });

  it('is told so in readiness while a group asks again and again, whatever else it lacks meanwhile', async () => {
    // Another service than before: readiness tells what was lacking first, and here that is the group.
    const consumer = groupConsumer(as('gateway'), { groupId: 'stray.g1' });
    await consumer.connect();
    await consumer.subscribe({ topic: changeTopic('residents') });
    // As the inbox does, a member that could not join tries again.
    let isOver = false;
    const joining = (async () => {
      while (!isOver) {
        await consumer.run({ eachMessage: () => Promise.resolve() }).catch(() => undefined);
        await writeInVain(as('gateway'));
      }
    })();
    try {
      const inLog = ['topic', 'group', 'topic'].map((what) => ({ msg: sentence(what) }));
      await eventually(
        'the log says both',
        () => errors.length,
        (count) => count >= inLog.length,
      );
      await eventually('readiness says so', told, (said) => said === sentence('group'));
      expect(errors).toEqual(inLog);
    } finally {
      isOver = true;
      await consumer.disconnect();
      await joining;
    }
  });
});
