import { setTimeout as sleep } from 'node:timers/promises';
import { LongWait } from '#libs/local-services';
import type { Patience } from './change-reader.ts';
import { Refused } from './http-json.ts';

const pauseMs = 1_000;

/** Tries again while a service answers that it cannot just now (503), as a busy one does. */
export async function patiently<T>({ mostMs, tell }: Patience, work: () => Promise<T>): Promise<T> {
  const wait = new LongWait(mostMs, tell);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused && error.status === 503 && wait.goesOn())) throw error;
      await sleep(pauseMs);
    }
  }
}
