import { Module } from '@nestjs/common';
import { DisclosuresModule } from '../disclosures/index.ts';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { LimitsModule } from '../limits/index.ts';
import { LookupsModule } from '../lookups/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { ContentController } from './content.controller.ts';
import { ContentStore } from './content.store.ts';
import { ContentsService } from './contents.service.ts';

/** What registers disclosed about a person and keep about them, for that person. */
@Module({
  imports: [
    DisclosuresModule,
    EvidenceTypesModule,
    LimitsModule,
    LookupsModule,
    RoutingModule,
    SubjectsModule,
  ],
  controllers: [ContentController],
  providers: [ContentsService, ContentStore],
})
export class ContentsModule {}
