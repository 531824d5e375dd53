import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { demandFittingKeys, HOT_POOL } from '#libs/service-kit';
import { SubjectPseudonyms } from './subject-pseudonyms.service.ts';
import { SubjectsConfig } from './subjects.config.ts';

/** Whom a request is about, and the names under which subjects are kept and recognised. */
@Module({
  providers: [
    {
      provide: SubjectPseudonyms,
      useFactory: async (config: SubjectsConfig, pool: Pool) => {
        const pseudonyms = new SubjectPseudonyms(config);
        await demandFittingKeys(pool, pseudonyms.keys());
        return pseudonyms;
      },
      inject: [SubjectsConfig, HOT_POOL],
    },
  ],
  exports: [SubjectPseudonyms],
})
export class SubjectsModule {}
