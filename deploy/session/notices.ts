/** A consumer made for the demonstration: it notes until when each change has to be answered. */
export const noticesGroup = 'demo.notices';

/** Binds its handlers to its inbox. */
export const NOTICES = Symbol('NOTICES');

/** Injection token: how the day of the answer is found, `YYYY-MM-DD` to `YYYY-MM-DD`. */
export const DEADLINE = Symbol('DEADLINE');
export type Deadline = (effectiveOn: string) => string;

/** Set to `yes`, it runs the release with the bug. */
export const bugVariable = 'NOTICES_WITH_BUG';
