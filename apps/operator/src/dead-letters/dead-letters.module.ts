import { Module } from '@nestjs/common';
import { CommandSender } from './command-sender.service.ts';
import { DeadLetterController } from './dead-letter.controller.ts';
import { DeadLetterReader } from './dead-letter-reader.service.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { ProjectionStore } from './projection.store.ts';
import { RedriveStore } from './redrive.store.ts';

@Module({
  controllers: [DeadLetterController],
  providers: [ProjectionStore, DeadLetterReader, DeadLetterStore, RedriveStore, CommandSender],
  exports: [DeadLetterStore],
})
export class DeadLettersModule {}
