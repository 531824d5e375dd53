import { Module } from '@nestjs/common';
import { CorrectionsController } from './corrections.controller.ts';
import { EntryController } from './entry.controller.ts';
import { LettersController } from './letters.controller.ts';
import { StreamWatch } from './stream-watch.service.ts';
import { StreamsController } from './streams.controller.ts';

/** The pages of operators. */
@Module({
  controllers: [EntryController, StreamsController, LettersController, CorrectionsController],
  providers: [StreamWatch],
})
export class ConsoleModule {}
