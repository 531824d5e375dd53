import { Module } from '@nestjs/common';
import { UpkeepModule } from '#libs/service-kit';
import { SealingModule } from '../sealing/index.ts';
import { DraftController } from './draft.controller.ts';
import { DraftStore } from './draft.store.ts';
import { DraftUpkeep } from './draft-upkeep.service.ts';
import { DraftsService } from './drafts.service.ts';

/** Applications that are not handed in yet. */
@Module({
  imports: [SealingModule, UpkeepModule],
  controllers: [DraftController],
  providers: [DraftStore, DraftsService, DraftUpkeep],
  exports: [DraftStore, DraftsService],
})
export class DraftsModule {}
