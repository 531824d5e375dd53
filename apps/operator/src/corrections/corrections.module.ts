import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { DeadLettersModule } from '../dead-letters/dead-letters.module.ts';
import { CorrectionController } from './correction.controller.ts';
import { CorrectionLapse } from './correction-lapse.service.ts';
import { CorrectionService } from './correction.service.ts';
import { CorrectionStore } from './correction.store.ts';

@Module({
  imports: [BackgroundModule, DeadLettersModule],
  controllers: [CorrectionController],
  providers: [CorrectionStore, CorrectionService, CorrectionLapse],
})
export class CorrectionsModule {}
