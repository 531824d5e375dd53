import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type KafkaLogin, kafkaClient } from '#libs/kafka';
import type { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { keepHeapSmall } from '../../apps/operator/src/small-heap.ts';
import type { ReplayTarget } from '../../apps/operator/src/replays/replay-order.rules.ts';
import { ReplayBench, type ReplayOutcome } from './ordered-replay.ts';

interface Errand {
  readonly databaseUrl: string;
  readonly login: KafkaLogin;
  readonly folder: string;
  readonly topic: string;
  readonly target: ReplayTarget;
}

/** As the local stack starts the operator. */
const flags = ['--max-semi-space-size=4'];
const buffersGivenBack = { MALLOC_MMAP_THRESHOLD_: `${128 * 1024}` };

export interface MeasuredReplay extends ReplayOutcome {
  /** Largest resident size of the process, in MB (of a million bytes). */
  readonly peakMb: number;
}

/** One replay in a process that does nothing else. */
export async function replayInProcess(
  stack: IsolatedStack,
  topic: string,
  target: ReplayTarget,
): Promise<MeasuredReplay> {
  const errand: Errand = {
    databaseUrl: stack.facts.databaseUrls.operator,
    login: stack.facts.kafkaAdmin,
    folder: stack.home.path('replays'),
    topic,
    target,
  };
  const child = fork(fileURLToPath(import.meta.url), {
    execArgv: flags,
    env: { ...process.env, ...buffersGivenBack },
  });
  child.send(errand);
  const ended = once(child, 'exit').then(() => undefined);
  const told = await Promise.race([once(child, 'message') as Promise<[MeasuredReplay]>, ended]);
  await ended;
  if (!told) throw new Error('The replay’s process ended without a word.');
  return told[0];
}

async function run({ databaseUrl, login, folder, topic, target }: Errand): Promise<void> {
  keepHeapSmall();
  const replays = await ReplayBench.open(databaseUrl, kafkaClient(login, 'bench'), folder);
  const outcome = await replays.run(topic, target);
  await replays.close();
  // Linux tells it in KiB.
  const peakMb = (process.resourceUsage().maxRSS * 1_024) / 1e6;
  process.send?.({ ...outcome, peakMb } satisfies MeasuredReplay, () => process.exit(0));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.once('message', (errand) => void run(errand as Errand));
