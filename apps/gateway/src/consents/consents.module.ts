import { Module } from '@nestjs/common';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { IdempotencyModule } from '../idempotency/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { RepresentationModule } from '../representation/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { ConsentEventSubjects } from './consent-event-subjects.service.ts';
import { JointChoices } from './joint-choices.service.ts';
import { StandingChoices } from './standing-choices.service.ts';
import { ConsentRecords } from './consent-record.service.ts';
import { ConsentGiving } from './consent-giving.service.ts';
import { ConfirmationController } from './confirmation.controller.ts';
import { ConsentController } from './consent.controller.ts';
import { ConsentService } from './consent.service.ts';
import { ConsentStore } from './consent.store.ts';

/** What citizens choose and consent to. */
@Module({
  imports: [EvidenceTypesModule, IdempotencyModule, PolicyModule, RepresentationModule, SubjectsModule],
  controllers: [ConsentController, ConfirmationController],
  providers: [
    ConsentEventSubjects,
    ConsentGiving,
    ConsentRecords,
    ConsentService,
    ConsentStore,
    JointChoices,
    StandingChoices,
  ],
  exports: [ConsentEventSubjects, ConsentStore, JointChoices, StandingChoices],
})
export class ConsentsModule {}
