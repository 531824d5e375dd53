import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Rounds } from '../rounds.ts';
import { HolderSubjects } from './holder-subjects.store.ts';

const PAUSE_MS = 1_000;

/** Keeps `vehicles.holder_subject` filled: all of it before the service takes events, then whatever acts left open. */
@Injectable()
export class HolderSubjectsKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(private readonly subjects: HolderSubjects) {
    this.rounds = new Rounds({ name: 'HolderSubjects', pauseMs: PAUSE_MS, work: () => this.subjects.fill() });
  }

  async onApplicationBootstrap(): Promise<void> {
    while (await this.subjects.fill());
    this.rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }
}
