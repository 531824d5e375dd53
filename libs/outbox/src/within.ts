import { setTimeout as delay } from 'node:timers/promises';

/** The work's result, or an error once the time is over: a relay must not wait for ever for somebody else's code. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const over = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} took more than ${ms} ms.`);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    timer.abort();
    over.catch(() => undefined);
  }
}
