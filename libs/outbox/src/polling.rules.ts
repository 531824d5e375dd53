/** Empty polls after which the outbox counts as idle: about a tenth of a second. */
const BUSY_POLLS = 60;
const BUSY_MS = 1.5;
const IDLE_MS = 20;

/** Milliseconds to wait after so many polls in a row found nothing: 1–2 while busy, 20–25 when idle. */
export const untilNextPoll = (emptyPolls: number, random: () => number = Math.random): number =>
  emptyPolls <= BUSY_POLLS ? BUSY_MS : IDLE_MS + 5 * random();
