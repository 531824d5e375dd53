import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { HolderSubjects } from './holder-subjects.store.ts';

/** Whoever looks for a holder meanwhile looks at rows that are not filled as well. */
const EVERY_MS = 5_000;

/** Keeps `vehicles.holder_subject` filled: all of it before the service takes events, then whatever acts left open. */
@Injectable()
export class HolderSubjectsKeeper implements OnModuleInit {
  constructor(
    private readonly subjects: HolderSubjects,
    background: Background,
  ) {
    background.loop({
      name: 'HolderSubjects',
      everyMs: EVERY_MS,
      work: async () => ((await subjects.fill()) ? 0 : EVERY_MS),
    });
  }

  async onModuleInit(): Promise<void> {
    while (await this.subjects.fill());
  }
}
