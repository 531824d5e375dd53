import { type Kafka, kafkaClient } from '#libs/kafka';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { ReplayBench } from './ordered-replay.ts';

export interface BenchStand {
  readonly stack: IsolatedStack;
  readonly kafka: Kafka;
  readonly replays: ReplayBench;
}

/** A Kafka, a PostgreSQL with the operator's database, and replays in this process; all gone afterwards. */
export async function withBenchStand(work: (stand: BenchStand) => Promise<void>): Promise<void> {
  const stack = await IsolatedStack.start(['operator']);
  try {
    const kafka = kafkaClient(stack.facts.kafkaAdmin, 'bench');
    const replays = await ReplayBench.open(
      stack.facts.databaseUrls.operator,
      kafka,
      stack.home.path('replays'),
    );
    await work({ stack, kafka, replays });
    await replays.close();
  } finally {
    await stack.stop();
  }
}
