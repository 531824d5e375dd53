import { randomBytes } from 'node:crypto';
import { createTopics } from '#libs/kafka';
import { testKafka } from './service-addresses.ts';

/** Creates a topic that no other spec uses, named `<stem>.<random>`; 12 partitions unless told otherwise. */
export async function uniqueTopic(stem: string, partitions?: number): Promise<string> {
  const topic = `${stem}.${randomBytes(6).toString('hex')}`;
  await createTopics(await testKafka(), [{ topic, ...(partitions === undefined ? {} : { partitions }) }]);
  return topic;
}
