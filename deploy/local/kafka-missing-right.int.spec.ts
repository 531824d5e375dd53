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

/** As the vehicle register, which may read what the residents' register writes. */
function vehicles(): Kafka {
  const { bootstrapServers, username, password } = kafka!.loginOf('vehicles');
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

async function writeInVain(): Promise<void> {
  const topic = changeTopic('residents');
  const producer = new EncodedProducer(vehicles(), topic);
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
    await writeInVain();
    expect(await told()).toBe('');
    expect(errors).toEqual([{ msg: sentence('topic') }]);
  });

  it('is told so in readiness while a group asks again and again, whatever else it lacks meanwhile', async () => {
    const consumer = groupConsumer(vehicles(), { groupId: 'stray.g1' });
    await consumer.connect();
    await consumer.subscribe({ topic: changeTopic('residents') });
    // As the inbox does, a member that could not join tries again.
    let isOver = false;
    const joining = (async () => {
      while (!isOver) {
        await consumer.run({ eachMessage: () => Promise.resolve() }).catch(() => undefined);
        await writeInVain();
      }
    })();
    const of = [sentence('group'), sentence('topic')];
    await eventually('readiness says so', told, (said) => of.includes(said));
    expect(errors).toEqual([{ msg: sentence('topic') }, { msg: sentence('group') }]);
    isOver = true;
    await consumer.disconnect();
    await joining;
  });
});
