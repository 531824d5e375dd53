import { Module } from '@nestjs/common';
import { UpkeepModule } from '#libs/service-kit';
import { EncryptionKeysModule } from '../encryption-keys/index.ts';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { LimitsModule } from '../limits/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { SubjectsModule } from '../subjects/index.ts';
import { MyRequestController } from './my-request.controller.ts';
import { RequestController } from './request.controller.ts';
import { RequestStore } from './request.store.ts';
import { RequestUpkeep } from './request-upkeep.service.ts';
import { RequestsService } from './requests.service.ts';

/** What authorities ask persons to let them have. */
@Module({
  imports: [
    EncryptionKeysModule,
    EvidenceTypesModule,
    LimitsModule,
    PolicyModule,
    SubjectsModule,
    UpkeepModule,
  ],
  controllers: [RequestController, MyRequestController],
  providers: [RequestStore, RequestsService, RequestUpkeep],
  exports: [RequestsService],
})
export class RequestsModule {}
