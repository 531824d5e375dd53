import { Module } from '@nestjs/common';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { DisclosureController } from './disclosure.controller.ts';
import { DisclosureStore } from './disclosure.store.ts';

/** Every decision, shown to the person it concerns. */
@Module({
  imports: [EvidenceTypesModule],
  controllers: [DisclosureController],
  providers: [DisclosureStore],
  exports: [DisclosureStore],
})
export class DisclosuresModule {}
