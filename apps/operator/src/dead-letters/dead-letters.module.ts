import { Module } from '@nestjs/common';
import { BackgroundModule, calling, Upkeep, UpkeepModule } from '#libs/service-kit';
import { CommandSender } from './command-sender.service.ts';
import { DeadLetterController } from './dead-letter.controller.ts';
import { DeadLetterReader } from './dead-letter-reader.service.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { ProjectionStore } from './projection.store.ts';
import { RedriveStore } from './redrive.store.ts';

const MOST = 1_000;

@Module({
  imports: [BackgroundModule, UpkeepModule],
  controllers: [DeadLetterController],
  providers: [ProjectionStore, DeadLetterReader, DeadLetterStore, RedriveStore, CommandSender],
  exports: [DeadLetterStore, CommandSender],
})
export class DeadLettersModule {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'dead-letters',
      most: MOST,
      portion: calling('select forget_dead_letters($1) as done', [MOST]),
      lag: `select extract(epoch from kept_until('dead-letter', '', '30 days', false) - min(changed_at))::float8 as seconds
        from dead_letter where state <> 'PARKED'`,
    });
  }
}
