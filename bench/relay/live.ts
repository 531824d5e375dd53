import { fill } from './drain.ts';
import { Reader } from './reader.ts';
import type { Lane } from './relay-stand.ts';

const PROBES = 1_000;

/** Resolves when the relay that was just started brings new events to consumers. */
export async function untilLive(lane: Lane): Promise<void> {
  const reader = await Reader.follow(lane);
  await fill(lane, PROBES);
  await reader.until(PROBES);
  await reader.stop();
}
