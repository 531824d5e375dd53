import { Module } from '@nestjs/common';
import { EntryController } from './entry.controller.ts';
import { StreamWatch } from './stream-watch.service.ts';
import { StreamsController } from './streams.controller.ts';

/** The pages of operators. */
@Module({
  controllers: [EntryController, StreamsController],
  providers: [StreamWatch],
})
export class ConsoleModule {}
