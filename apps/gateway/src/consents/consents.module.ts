import { Module } from '@nestjs/common';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { IdempotencyModule } from '../idempotency/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { PreviewsModule } from '../previews/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { ConsentEventSubjects } from './consent-event-subjects.service.ts';
import { ConsentGiving } from './consent-giving.service.ts';
import { ConsentController } from './consent.controller.ts';
import { ConsentService } from './consent.service.ts';
import { ConsentStore } from './consent.store.ts';
import { DeathsController } from './deaths.controller.ts';

/** What citizens choose and consent to, until they withdraw it or die. */
@Module({
  imports: [EvidenceTypesModule, IdempotencyModule, PolicyModule, PreviewsModule, SubjectsModule],
  controllers: [ConsentController, DeathsController],
  providers: [ConsentEventSubjects, ConsentGiving, ConsentService, ConsentStore],
})
export class ConsentsModule {}
