import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Rounds } from '../rounds.ts';
import { retireSql } from './case.sql.ts';

const PAUSE_MS = 30_000;
const BATCH = 500;

/** Ends cases that acts on the vehicle have overtaken, and removes those that were closed long ago. */
@Injectable()
export class CaseUpkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(private readonly source: DataSource) {
    this.rounds = new Rounds({ name: 'CaseUpkeep', pauseMs: PAUSE_MS, work: () => this.round() });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }

  /** True where there may be more to remove. */
  async round(): Promise<boolean> {
    await this.source.query(retireSql);
    const [row] = await this.source.query<{ removed: number }[]>('select forget_old_cases($1) as removed', [
      BATCH,
    ]);
    return row?.removed === BATCH;
  }
}
