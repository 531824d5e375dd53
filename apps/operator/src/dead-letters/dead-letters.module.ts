import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { CommandSender } from './command-sender.service.ts';
import { DeadLetterController } from './dead-letter.controller.ts';
import { DeadLetterReader } from './dead-letter-reader.service.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { ProjectionStore } from './projection.store.ts';
import { RedriveStore } from './redrive.store.ts';

@Module({
  imports: [BackgroundModule],
  controllers: [DeadLetterController],
  providers: [ProjectionStore, DeadLetterReader, DeadLetterStore, RedriveStore, CommandSender],
  exports: [DeadLetterStore],
})
export class DeadLettersModule {}
