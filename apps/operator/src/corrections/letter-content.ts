import { randomUUID } from 'node:crypto';
import { deadLetterTopic } from '#libs/contracts';
import { type Kafka, OffsetsGone, TopicReader } from '#libs/kafka';
import { askKafka } from '../ask-kafka.ts';
import { DeadLetterNotCorrectable } from './correction.errors.ts';
import type { LetterToCorrect } from './correction.store.ts';

/**
 * The bytes that are parked, from where their consumer announced them. They are read for one dry run and kept nowhere: an
 * event that cannot be handled may hold anything.
 * @throws DeadLetterNotCorrectable where the topic does not keep them any more, BrokerAway
 */
export async function contentOf(
  kafka: Kafka,
  { group, partition, offset }: Pick<LetterToCorrect, 'group' | 'partition' | 'offset'>,
): Promise<Buffer> {
  if (partition === null || offset === null) throw notKept();
  const from = Number(offset);
  try {
    return await askKafka(kafka, async (admin, signal) => {
      const reader = new TopicReader({
        ...{ kafka, admin, signal },
        topic: deadLetterTopic(group),
        groupId: `einmal.replay.content.${randomUUID()}`,
        ranges: [{ partition, from, to: from + 1 }],
      });
      for await (const runs of reader.read())
        for (const { messages } of runs) if (messages[0]?.value) return messages[0].value;
      throw notKept();
    });
  } catch (error) {
    throw error instanceof OffsetsGone ? notKept() : error;
  }
}

const notKept = (): DeadLetterNotCorrectable =>
  new DeadLetterNotCorrectable(
    'Its dead-letter topic does not keep the event any more. Redrive it: when it fails again, it is announced anew and can be corrected.',
  );
