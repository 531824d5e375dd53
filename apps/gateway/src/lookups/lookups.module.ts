import { Module } from '@nestjs/common';
import { keepLogs, Upkeep, UpkeepModule } from '#libs/service-kit';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { LimitsModule } from '../limits/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { RegistersModule } from '../registers/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { AuditLane } from './audit-lane.ts';
import { DecisionStore } from './decision.store.ts';
import { DisclosureClient } from './disclosure.client.ts';
import { EvidenceRequests } from './evidence-requests.service.ts';
import { LookupController } from './lookup.controller.ts';
import { LookupService } from './lookup.service.ts';
import { OpenOutcomes } from './open-outcomes.service.ts';

/** Decisions and what they disclose. Whatever else discloses does it by a decision of this module. */
@Module({
  imports: [
    EvidenceTypesModule,
    LimitsModule,
    PolicyModule,
    RegistersModule,
    RoutingModule,
    SubjectsModule,
    UpkeepModule,
  ],
  controllers: [LookupController],
  providers: [AuditLane, DecisionStore, DisclosureClient, EvidenceRequests, LookupService, OpenOutcomes],
  exports: [DecisionStore, DisclosureClient, EvidenceRequests],
})
export class LookupsModule {
  constructor(upkeep: Upkeep) {
    keepLogs(upkeep);
  }
}
