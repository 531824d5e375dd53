import { Module } from '@nestjs/common';
import { DeadLettersModule } from '../dead-letters/dead-letters.module.ts';
import { CorrectionController } from './correction.controller.ts';
import { CorrectionService } from './correction.service.ts';
import { CorrectionStore } from './correction.store.ts';

@Module({
  imports: [DeadLettersModule],
  controllers: [CorrectionController],
  providers: [CorrectionStore, CorrectionService],
})
export class CorrectionsModule {}
