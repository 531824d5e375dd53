const FIRST_MS = 500;
const MOST_MS = 5 * 60_000;

/** Doubles from half a second to five minutes; an enquiry is never given up, because the case needs it. */
export const backOffMs = (attempt: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
