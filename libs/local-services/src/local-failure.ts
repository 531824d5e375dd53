/** A failure the person at the keyboard can mend: one sentence that says what is wrong and what to do. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
}

/** The text to show for any error: only a `LocalFailure` is meant for reading without its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof LocalFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
