import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/index.ts';
import { EncryptionKeyController } from './encryption-key.controller.ts';
import { EncryptionKeys } from './encryption-keys.service.ts';

/** The keys of authorities to which releases are encrypted. */
@Module({
  imports: [PolicyModule],
  controllers: [EncryptionKeyController],
  providers: [EncryptionKeys],
  exports: [EncryptionKeys],
})
export class EncryptionKeysModule {}
