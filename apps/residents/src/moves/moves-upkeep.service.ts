import { Injectable } from '@nestjs/common';
import { keepInbox } from '#libs/inbox';
import { calling, Upkeep } from '#libs/service-kit';
import { localDay } from '#libs/register-kit';
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
    let after = BEFORE_ALL;
    upkeep.add({
      name: 'overdue-feedback',
      everyMs: 60_000,
      most: BATCH,
      portion: async (database) => {
        const values = [after, BATCH, lastOverdueDay(localDay(new Date()))];
        const { seen = 0, last = null } = (await database.query<Step>(OVERDUE, values)).rows[0] ?? {};
        after = seen < BATCH || last === null ? BEFORE_ALL : last;
        return seen;
      },
    });
    upkeep.add({
      name: 'cases',
      most: BATCH,
      portion: calling('select forget_old_cases($1) as done', [BATCH]),
      lag: `select extract(epoch from kept_until('case', '', '1 year', false) - min(closed_at))::float8 as seconds
        from cases where state = 'CLOSED'`,
    });
    keepInbox(upkeep);
  }
}
