export class TimeLimitPassed extends Error {
  override readonly name = 'TimeLimitPassed';

  constructor(what: string, ms: number) {
    super(`${what} took more than ${ms} ms.`);
  }
}

const SLICES = 4;

/**
 * The work's result, or {@link TimeLimitPassed} as soon as the time is over, which aborts the work's signal as well.
 * Counts only time in which the event loop turned: after it stood still, an answer that lies in the socket wins.
 */
export async function withTimeLimit<T>(
  ms: number,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  const cancel = countDown(ms, () => {
    const error = new TimeLimitPassed(what, ms);
    reject(error);
    limit.abort(error);
  });
  try {
    return await Promise.race([work(limit.signal), passed]);
  } finally {
    cancel();
  }
}

/** In slices, of which one that ends much too late does not count; but no more than as many again. */
function countDown(ms: number, passed: () => void): () => void {
  const sliceMs = ms / SLICES;
  let [left, spare] = [SLICES, SLICES];
  let begun = performance.now();
  let last: NodeJS.Immediate | undefined;
  const ended = (): void => {
    const isLate = performance.now() - begun > 1.5 * sliceMs + 1;
    if (isLate && spare > 0) spare -= 1;
    else left -= 1;
    begun = performance.now();
    // Between a timer and an immediate lies the poll phase, in which pending I/O is read.
    if (left === 0) last = setImmediate(passed);
    else timer.refresh();
  };
  const timer = setTimeout(ended, sliceMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(last);
  };
}
