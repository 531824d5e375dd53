import { AsyncLocalStorage } from 'node:async_hooks';
import type { TraceSpan } from './trace-span.ts';

/** The work that runs here, where this process is traced. */
export const current = new AsyncLocalStorage<TraceSpan | undefined>();

/** Begins what outlives the work that runs here: a connection or a timer, whose later events are no part of it. */
export const untraced = <T>(begin: () => T): T =>
  current.getStore() === undefined ? begin() : current.run(undefined, begin);
