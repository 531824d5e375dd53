/** Why a service cannot do its work: one sentence that names the setting and none of its value. */
export class Unready extends Error {
  override readonly name: string = 'Unready';
}

/** @throws Unready saying that */
export function requireNoFault(fault: string | undefined): void {
  if (fault !== undefined) throw new Unready(fault);
}

/** A server does not take this service, or this service not the server, until somebody changes a setting or a file. */
export class ConnectionRefused extends Unready {
  override readonly name = 'ConnectionRefused';
}

const LONGEST_CHAIN = 10;

/** The sentence in an error, or in what it wraps. */
export function unreadyIn(error: unknown): Unready | undefined {
  let next = error;
  for (let links = 0; links < LONGEST_CHAIN && next instanceof Error; links += 1) {
    if (next instanceof Unready) return next;
    next = (next as { readonly driverError?: unknown }).driverError ?? next.cause;
  }
  return undefined;
}

/** By what each is about, and until when it holds. */
const notes = new Map<string, { readonly sentence: string; readonly untilMs: number }>();

/**
 * Says in readiness what somebody has to mend although this process, which is one service, goes on meanwhile.
 * @param sentence undefined: it was mended
 * @param forMs how long it is believed unless it is said again; for ever unless given
 */
export function noteForOperators(about: string, sentence: string | undefined, forMs = Infinity): void {
  if (sentence === undefined) notes.delete(about);
  else notes.set(about, { sentence, untilMs: performance.now() + forMs });
}

/** Each sentence once, whatever it is said about. */
export function notesForOperators(): readonly string[] {
  const now = performance.now();
  const valid = [...notes.values()].filter(({ untilMs }) => now < untilMs);
  return [...new Set(valid.map(({ sentence }) => sentence))];
}
