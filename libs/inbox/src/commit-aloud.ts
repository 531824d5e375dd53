import type { Consumer } from 'kafkajs';
import type { Position } from './partitions.ts';

/** kafkajs drops a commit without a word while it is between joining and its first fetch; only its event tells. */
export async function commitAloud(consumer: Consumer, positions: readonly Position[]): Promise<void> {
  let acknowledged = false;
  const unsubscribe = consumer.on(consumer.events.COMMIT_OFFSETS, () => {
    acknowledged = true;
  });
  try {
    await consumer.commitOffsets([...positions]);
  } finally {
    unsubscribe();
  }
  if (!acknowledged) throw new Error('The positions were not sent.');
}
