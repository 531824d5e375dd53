import { Module } from '@nestjs/common';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { RepresentationModule } from '../representation/index.ts';
import { DisclosureController } from './disclosure.controller.ts';
import { RepresentedDisclosureController } from './represented-disclosure.controller.ts';
import { DisclosureStore } from './disclosure.store.ts';

/** Every decision, shown to the person it concerns. */
@Module({
  imports: [EvidenceTypesModule, RepresentationModule],
  controllers: [DisclosureController, RepresentedDisclosureController],
  providers: [DisclosureStore],
  exports: [DisclosureStore],
})
export class DisclosuresModule {}
