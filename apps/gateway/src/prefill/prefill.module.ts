import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/index.ts';
import { EncryptionKeysModule } from '../encryption-keys/index.ts';
import { EvidenceTypesModule } from '../evidence-types/index.ts';
import { LimitsModule } from '../limits/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { PreviewsModule } from '../previews/index.ts';
import { FillableForms } from './fillable-forms.service.ts';
import { PrefillController } from './prefill.controller.ts';
import { PrefillService } from './prefill.service.ts';

/** A form filled in one call, on previews. */
@Module({
  imports: [
    ConsentsModule,
    EncryptionKeysModule,
    EvidenceTypesModule,
    LimitsModule,
    PolicyModule,
    PreviewsModule,
  ],
  controllers: [PrefillController],
  providers: [FillableForms, PrefillService],
})
export class PrefillModule {}
