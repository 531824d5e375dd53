import { setTimeout as delay } from 'node:timers/promises';

/** Waits, but no longer than until the signal; never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal && { signal }).catch(() => undefined);
}
