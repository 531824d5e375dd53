import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { ResidentSubjects } from './resident-subjects.store.ts';

/** Whoever looks for a resident meanwhile looks at rows that are not filled as well. */
const EVERY_MS = 5_000;

/** Keeps `residents.event_subject` filled: all of it before the service takes events, then what registrations left open. */
@Injectable()
export class ResidentSubjectsKeeper implements OnModuleInit {
  constructor(
    private readonly subjects: ResidentSubjects,
    background: Background,
  ) {
    background.loop({
      name: 'ResidentSubjects',
      everyMs: EVERY_MS,
      work: async () => ((await subjects.fill()) ? 0 : EVERY_MS),
    });
  }

  async onModuleInit(): Promise<void> {
    while (await this.subjects.fill());
  }
}
