import { setTimeout as pause } from 'node:timers/promises';
import { NoAnswer } from './problem.ts';
import { headerOf, type WireAnswer } from './transport.ts';

export interface Patience {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Doubles each time, up to ten seconds; half of it is left to chance. */
  readonly firstPauseMs: number;
  /** Whoever asks for a longer pause is not waited for. */
  readonly longestPauseMs: number;
}

export const usualPatience: Patience = { attempts: 5, firstPauseMs: 250, longestPauseMs: 60_000 };

const LONGEST_OWN_PAUSE_MS = 10_000;

/** What passes by itself: too much was asked, or nobody could answer just now. */
const passing = new Set([429, 502, 503, 504]);

/** Seconds that the answer asks to wait for (RFC 9110 §10.2.3), as a number or as a date. */
export function retryAfterOf(answer: WireAnswer): number | undefined {
  const value = headerOf(answer, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}

/** Callers who failed together do not come back together. */
function pauseMs(firstMs: number, failures: number, answer: WireAnswer | undefined): number {
  const own = Math.min(LONGEST_OWN_PAUSE_MS, firstMs * 2 ** failures);
  const chosen = own / 2 + (Math.random() * own) / 2;
  const asked = answer && retryAfterOf(answer);
  return asked === undefined ? chosen : asked * 1_000 + chosen;
}

function isPassing({ status, body }: WireAnswer, failures: number): boolean {
  if (passing.has(status)) return true;
  if (status === 409) return (body as { code?: unknown } | undefined)?.code === 'idempotency-key-in-use';
  return status === 500 && failures === 0;
}

/**
 * Sends again what passes by itself, and only that. The last answer is returned as it is, the last silence thrown.
 * @param send one attempt, each with its own proof
 */
export async function repeated(
  send: () => Promise<WireAnswer>,
  { attempts, firstPauseMs, longestPauseMs }: Patience,
  signal?: AbortSignal,
): Promise<WireAnswer> {
  for (let failures = 0; ; failures++) {
    const answer = await send().catch((error: unknown) => {
      if (!(error instanceof NoAnswer) || failures + 1 >= attempts) throw error;
      return undefined;
    });
    if (answer && (failures + 1 >= attempts || !isPassing(answer, failures))) return answer;
    const waitMs = pauseMs(firstPauseMs, failures, answer);
    if (answer && waitMs > longestPauseMs) return answer;
    await pause(waitMs, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}
