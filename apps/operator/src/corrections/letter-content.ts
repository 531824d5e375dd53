import { randomUUID } from 'node:crypto';
import { deadLetterTopic } from '#libs/contracts';
import { isBrokerOutage, type Kafka, OffsetsGone, TopicReader, withAdmin } from '#libs/kafka';
import { DomainError } from '#libs/service-kit';
import { DeadLetterNotCorrectable } from './correction.errors.ts';
import type { LetterToCorrect } from './correction.store.ts';

const WITHIN_MS = 20_000;

/**
 * The bytes that are parked, from where their consumer announced them. They are read for one dry run and kept nowhere: an
 * event that cannot be handled may hold anything.
 * @throws DeadLetterNotCorrectable where the topic does not keep them any more
 */
export async function contentOf(
  kafka: Kafka,
  { group, partition, offset }: Pick<LetterToCorrect, 'group' | 'partition' | 'offset'>,
): Promise<Buffer> {
  if (partition === null || offset === null) throw notKept();
  const from = Number(offset);
  try {
    return await withAdmin(kafka, async (admin) => {
      const reader = new TopicReader({
        kafka,
        admin,
        topic: deadLetterTopic(group),
        groupId: `einmal.replay.content.${randomUUID()}`,
        ranges: [{ partition, from, to: from + 1 }],
        // by hand: the reader ends with it
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      for await (const runs of reader.read())
        for (const { messages } of runs) if (messages[0]?.value) return messages[0].value;
      throw notKept();
    });
  } catch (error) {
    if (error instanceof OffsetsGone) throw notKept();
    throw isBrokerOutage(error) || isTimeout(error) ? new BrokersAway({ cause: error }) : error;
  }
}

class BrokersAway extends DomainError {
  readonly code = 'not-ready';
  override readonly retryAfterS = 5;
  constructor(options: ErrorOptions) {
    super('Kafka does not answer, so nothing was done. Try again shortly.', options);
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

const notKept = (): DeadLetterNotCorrectable =>
  new DeadLetterNotCorrectable(
    'Its dead-letter topic does not keep the event any more. Redrive it: when it fails again, it is announced anew and can be corrected.',
  );
