import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.ts';
import { CorrectionsController } from './corrections.controller.ts';
import { EntryController } from './entry.controller.ts';
import { LettersController } from './letters.controller.ts';
import { LiveEvents } from './live-events.service.ts';
import { PolicyController } from './policy.controller.ts';
import { ReplayController } from './replay.controller.ts';
import { ReplayDraftController } from './replay-draft.controller.ts';
import { StreamsController } from './streams.controller.ts';

/** The pages of operators. */
@Module({
  controllers: [
    EntryController,
    StreamsController,
    LettersController,
    CorrectionsController,
    ReplayDraftController,
    ReplayController,
    AuditController,
    PolicyController,
  ],
  providers: [LiveEvents],
})
export class ConsoleModule {}
