import { Injectable } from '@nestjs/common';
import { calling, Upkeep, walk } from '#libs/service-kit';
import { retireSql } from './case.sql.ts';

const BATCH = 500;

/** Ends cases that acts on the vehicle have overtaken, and removes those that were closed long ago. */
@Injectable()
export class CaseUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'overtaken-cases',
      everyMs: 30_000,
      most: BATCH,
      portion: walk(retireSql, BATCH),
    });
    upkeep.add({
      name: 'cases',
      most: BATCH,
      portion: calling('select forget_old_cases($1) as done', [BATCH]),
      lag: `select extract(epoch from kept_until('case', '', '1 year', false) - min(closed_at))::float8 as seconds
        from cases where state = 'CLOSED'`,
    });
  }
}
