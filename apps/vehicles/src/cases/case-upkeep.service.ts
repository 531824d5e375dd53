import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Background, calling, Upkeep } from '#libs/service-kit';
import { retireSql } from './case.sql.ts';

const EVERY_MS = 30_000;
const BATCH = 500;

/** Ends cases that acts on the vehicle have overtaken, and removes those that were closed long ago. */
@Injectable()
export class CaseUpkeep {
  constructor(
    private readonly source: DataSource,
    background: Background,
    upkeep: Upkeep,
  ) {
    background.loop({ name: 'CaseUpkeep', everyMs: EVERY_MS, work: () => this.retire() });
    upkeep.add({
      name: 'cases',
      most: BATCH,
      portion: calling('select forget_old_cases($1) as done', [BATCH]),
      lag: `select extract(epoch from kept_until('case', '', '1 year', false) - min(closed_at))::float8 as seconds
        from cases where state = 'CLOSED'`,
    });
  }

  async retire(): Promise<void> {
    await this.source.query(retireSql);
  }
}
