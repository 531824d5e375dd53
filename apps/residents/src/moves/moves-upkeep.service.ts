import { Injectable } from '@nestjs/common';
import { forgetOldCases } from '#libs/cases';
import { keepInbox } from '#libs/inbox';
import { localDay } from '#libs/register-kit';
import { Upkeep, type UpkeepTask } from '#libs/service-kit';
import { lastOverdueDay } from './feedback-term.rules.ts';

const BATCH = 500;
/** $1 record to begin after, $2 the most to look at, $3 last day of registrations whose feedback is late. */
const OVERDUE = 'select seen, last from open_overdue_cases($1, $2, $3)';
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface Step {
  readonly seen: number;
  readonly last: string | null;
}

/** Opens cases where the feedback is late, and removes those that were closed long ago. */
@Injectable()
export class MovesUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add(overdueFeedback(() => new Date()));
    forgetOldCases(upkeep);
    keepInbox(upkeep);
  }
}

export function overdueFeedback(now: () => Date): UpkeepTask {
  let after = BEFORE_ALL;
  return {
    name: 'overdue-feedback',
    everyMs: 60_000,
    most: BATCH,
    portion: async (database) => {
      const values = [after, BATCH, lastOverdueDay(localDay(now()))];
      const { seen = 0, last = null } = (await database.query<Step>(OVERDUE, values)).rows[0] ?? {};
      after = seen < BATCH || last === null ? BEFORE_ALL : last;
      return seen;
    },
  };
}
