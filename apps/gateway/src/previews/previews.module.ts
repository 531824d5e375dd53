import { Module } from '@nestjs/common';
import { UpkeepModule } from '#libs/service-kit';
import { ConsentsModule } from '../consents/index.ts';
import { EncryptionKeysModule } from '../encryption-keys/index.ts';
import { LimitsModule } from '../limits/index.ts';
import { LookupsModule } from '../lookups/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { RepresentationModule } from '../representation/index.ts';
import { RequestsModule } from '../requests/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { PreviewController } from './preview.controller.ts';
import { PreviewUpkeep } from './preview-upkeep.service.ts';
import { PreviewStore } from './preview.store.ts';
import { PreviewsService } from './previews.service.ts';
import { ReleaseController } from './release.controller.ts';
import { ReleaseStore } from './release.store.ts';
import { ReleasesService } from './releases.service.ts';

/** What persons see before its use, and what they release to an authority then. */
@Module({
  imports: [
    ConsentsModule,
    EncryptionKeysModule,
    LimitsModule,
    LookupsModule,
    PolicyModule,
    RepresentationModule,
    RequestsModule,
    SubjectsModule,
    UpkeepModule,
  ],
  controllers: [PreviewController, ReleaseController],
  providers: [PreviewsService, PreviewStore, PreviewUpkeep, ReleasesService, ReleaseStore],
  exports: [PreviewsService, PreviewStore, ReleasesService],
})
export class PreviewsModule {}
