import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TimeLimitPassed, withTimeLimit } from './time-limit.ts';

/** As a long garbage collection or a busy machine does. */
function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('a time limit', () => {
  it('gives the result of work that is done in time', async () => {
    await expect(withTimeLimit(1_000, 'Adding', async () => 1 + 1)).resolves.toBe(2);
  });

  it('passes on what the work fails with', async () => {
    const work = (): Promise<never> => Promise.reject(new RangeError('too far'));
    await expect(withTimeLimit(1_000, 'Going', work)).rejects.toThrow(RangeError);
  });

  it('names what took too long, and ends it', async () => {
    let reason: unknown;
    const limited = withTimeLimit(20, 'Waiting', (signal) => {
      signal.addEventListener('abort', () => (reason = signal.reason));
      return new Promise(() => undefined);
    });
    await expect(limited).rejects.toThrow(new TimeLimitPassed('Waiting', 20));
    expect(reason).toBeInstanceOf(TimeLimitPassed);
  });

  it('lets an answer win that lies in the socket when the time is over', async () => {
    const begun = performance.now();
    const answer = withTimeLimit(400, 'Asking', async () => {
      await delay(320);
      // From here in the poll phase, which timers follow before the next one.
      await promisify(randomBytes)(1);
      const bytes = promisify(randomBytes)(8);
      blockFor(begun + 425 - performance.now());
      return bytes;
    });
    await expect(answer).resolves.toHaveLength(8);
  });

  it('does not count time in which the event loop stood still', async () => {
    const slow = withTimeLimit(200, 'Asking', async () => {
      for (let stalls = 0; stalls < 3; stalls += 1) {
        blockFor(100);
        await delay(1);
      }
      await delay(100);
      return 'answer';
    });
    await expect(slow).resolves.toBe('answer');
  });

  it('is over at some time, however often the event loop stands still', async () => {
    let isOver = false;
    const limited = withTimeLimit(8, 'Waiting', () => new Promise(() => undefined)).catch(() => {
      isOver = true;
    });
    for (let turns = 0; !isOver && turns < 100; turns += 1) {
      blockFor(8);
      await delay(1);
    }
    expect(isOver).toBe(true);
    await limited;
  });
});
