import { Module } from '@nestjs/common';
import { EVIDENCE_TYPES, loadEvidenceTypes } from './evidence-type.catalogue.ts';
import { EvidenceTypeController } from './evidence-type.controller.ts';

/** What can be asked for. The start ends with EvidenceTypesUnusable where the catalogue is broken. */
@Module({
  controllers: [EvidenceTypeController],
  providers: [{ provide: EVIDENCE_TYPES, useFactory: () => loadEvidenceTypes() }],
  exports: [EVIDENCE_TYPES],
})
export class EvidenceTypesModule {}
