import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

/** Long, as other suites use the machine at the same time; who waits for a failure only loses time. */
const patienceMs = 90_000;
const shortestPauseMs = 5;
const longestPauseMs = 100;

type Read<T> = () => T | Promise<T>;

/**
 * Reads again and again until the value `is` as it should be, and answers with it. If that takes too long, it throws
 * what was waited for and what was last seen, or the last error. A `read` that throws is tried again.
 */
export function eventually<T>(what: string, read: Read<T>): Promise<NonNullable<T>>;
export function eventually<T>(
  what: string,
  read: Read<T>,
  is: (value: T) => boolean,
  withinMs?: number,
): Promise<T>;
export async function eventually<T>(
  what: string,
  read: Read<T>,
  is: (value: T) => boolean = Boolean,
  withinMs = patienceMs,
): Promise<T> {
  const over = new AbortController();
  let seen = 'nothing, it was not answered';
  let cause: unknown;

  const poll = async (): Promise<T> => {
    for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 1.2, longestPauseMs)) {
      over.signal.throwIfAborted();
      try {
        const value = await read();
        if (is(value)) return value;
        seen = inspect(value, { depth: 5 });
        cause = undefined;
      } catch (error) {
        seen = inspect(error);
        cause = error;
      }
      await delay(pauseMs);
    }
  };
  const giveUp = async (): Promise<never> => {
    await delay(withinMs, undefined, { signal: over.signal });
    throw new Error(`Not within ${withinMs} ms: ${what}. Last seen: ${seen}`, { cause });
  };

  try {
    return await Promise.race([poll(), giveUp()]);
  } finally {
    over.abort();
  }
}
