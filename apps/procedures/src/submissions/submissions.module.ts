import { type DynamicModule, Module } from '@nestjs/common';
import { BackgroundModule, UpkeepModule } from '#libs/service-kit';
import { AuthoritiesModule } from '../authorities/index.ts';
import { DraftsModule } from '../drafts/index.ts';
import { type Procedure, Procedures } from '../procedures/index.ts';
import { SealingModule } from '../sealing/index.ts';
import { MySubmissionController } from './my-submission.controller.ts';
import { MySubmissionsService } from './my-submissions.service.ts';
import { SubmissionContents } from './submission-contents.ts';
import { SubmissionMetrics } from './submission.metrics.ts';
import { SubmissionStore } from './submission.store.ts';
import { SubmissionUpkeep } from './submission-upkeep.service.ts';
import { SubmissionWork } from './submission-work.service.ts';
import { SubmissionWorker } from './submission-worker.service.ts';
import { SubmittingService } from './submitting.service.ts';

/** What was handed in, until it is decided or with a clerk. */
@Module({})
export class SubmissionsModule {
  static for(procedures: readonly Procedure[]): DynamicModule {
    return {
      module: SubmissionsModule,
      imports: [AuthoritiesModule, BackgroundModule, DraftsModule, SealingModule, UpkeepModule],
      controllers: [MySubmissionController],
      providers: [
        { provide: Procedures, useValue: new Procedures(procedures) },
        SubmissionStore,
        SubmissionContents,
        SubmittingService,
        MySubmissionsService,
        SubmissionWork,
        SubmissionWorker,
        SubmissionUpkeep,
        SubmissionMetrics,
      ],
      exports: [SubmissionStore, SubmissionContents],
    };
  }
}
