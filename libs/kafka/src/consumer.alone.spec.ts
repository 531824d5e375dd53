import { EventEmitter, once } from 'node:events';
import { testKafka, uniqueTopic } from '#libs/test-kit';
import { type Kafka, kafkaClient } from './client.ts';
import { AT_REST, groupConsumer } from './consumer.ts';
import { orderedProducer } from './producer.ts';

let kafka: Kafka;
let topic: string;
beforeAll(async () => {
  kafka = kafkaClient(await testKafka(), 'at-rest');
});
beforeEach(async () => {
  topic = await uniqueTopic('at-rest', 2);
});

/** The heartbeat that is sent while a fetch is held. */
const HELD = 'Heartbeat';

/** A member of the topic's group that tells of its joins, fetches, heartbeats and messages. */
async function aMember() {
  const told = new EventEmitter();
  const consumer = groupConsumer(kafka, { groupId: topic, sessionTimeout: 6_000, ...AT_REST });
  consumer.on(consumer.events.GROUP_JOIN, () => told.emit('joined'));
  consumer.on(consumer.events.FETCH_START, () => told.emit('fetch'));
  consumer.on(consumer.events.REQUEST, ({ payload }) => told.emit(payload.apiName));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = once(told, 'joined');
  const fetching = once(told, 'fetch');
  await consumer.run({ eachMessage: async ({ message }) => void told.emit('message', message) });
  await Promise.all([joined, fetching]);
  return { consumer, told };
}

async function msUntil(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

describe('a consumer at rest', () => {
  it('ends within 2 s', async () => {
    const { consumer, told } = await aMember();
    await once(told, HELD);
    expect(await msUntil(consumer.disconnect())).toBeLessThan(2_000);
  });

  it('notices within 3 s that another one joins', async () => {
    const { consumer, told } = await aMember();
    const again = once(told, 'joined');
    const other = aMember();
    expect(await msUntil(again)).toBeLessThan(3_000);
    await Promise.all([consumer.disconnect(), other.then((member) => member.consumer.disconnect())]);
  });

  it('stays a member though its fetches are held for longer than a session lasts', async () => {
    const { consumer, told } = await aMember();
    let joins = 0;
    told.on('joined', () => (joins += 1));
    for (let fetches = 0; fetches < 2; fetches += 1) await once(told, 'fetch');
    expect(joins).toBe(0);
    await consumer.disconnect();
  });

  it('reads within 500 ms from where it is sent', async () => {
    const { consumer, told } = await aMember();
    const producer = orderedProducer(kafka);
    await producer.connect();
    const first = once(told, 'message');
    await producer.send({ topic, messages: [{ partition: 0, value: 'read twice' }] });
    await Promise.all([first, once(told, 'fetch')]);
    await once(told, HELD);
    const again = once(told, 'message');
    consumer.seek({ topic, partition: 0, offset: '0' });
    expect(await msUntil(again)).toBeLessThan(500);
    await Promise.all([consumer.disconnect(), producer.disconnect()]);
  });

  it('serves a resumed partition within 500 ms', async () => {
    const { consumer, told } = await aMember();
    const producer = orderedProducer(kafka);
    await producer.connect();
    consumer.pause([{ topic, partitions: [0] }]);
    // The fetch under way still asks for it, and is held for long; from the second on, none does.
    for (let fetches = 0; fetches < 3; fetches += 1) await once(told, 'fetch');
    await producer.send({ topic, messages: [{ partition: 0, value: 'waits' }] });
    const come = once(told, 'message');
    consumer.resume([{ topic, partitions: [0] }]);
    expect(await msUntil(come)).toBeLessThan(500);
    await Promise.all([consumer.disconnect(), producer.disconnect()]);
  });
});
