import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Background } from '#libs/service-kit';
import { retireSql } from './case.sql.ts';

const EVERY_MS = 30_000;
const BATCH = 500;

/** Ends cases that acts on the vehicle have overtaken, and removes those that were closed long ago. */
@Injectable()
export class CaseUpkeep {
  constructor(
    private readonly source: DataSource,
    background: Background,
  ) {
    background.loop({ name: 'CaseUpkeep', everyMs: EVERY_MS, work: () => this.round() });
  }

  /** @returns 0 where there may be more to remove */
  async round(): Promise<number> {
    await this.source.query(retireSql);
    const [row] = await this.source.query<{ removed: number }[]>('select forget_old_cases($1) as removed', [
      BATCH,
    ]);
    return row?.removed === BATCH ? 0 : EVERY_MS;
  }
}
