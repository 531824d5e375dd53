import { Module } from '@nestjs/common';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { PurposeController } from './purpose.controller.ts';

/** For what evidence may be asked: so that no portal writes it down a second time. */
@Module({ imports: [EvidenceTypesModule, PolicyModule], controllers: [PurposeController] })
export class PurposesModule {}
