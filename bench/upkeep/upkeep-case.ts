import type { Pool } from 'pg';
import type { Upkeep } from '#libs/service-kit';

/** One retention task, how `$1` rows come about that are due, and what somebody writes meanwhile. */
export interface UpkeepCase {
  readonly app: 'gateway' | 'vehicles' | 'operator';
  readonly task: string;
  readonly fill: readonly string[];
  /** As an act or a lookup does, in the same table. */
  readonly write: string;
  /** As the app mounts it. */
  readonly mount: (upkeep: Upkeep, pool: Pool) => unknown;
  /** Counts what was due, or written meanwhile, and is still there. */
  readonly left: string;
}

export const rowsOf = (from: string): string => `select count(*)::int as rows from ${from}`;
