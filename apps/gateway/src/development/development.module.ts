import { Module } from '@nestjs/common';
import { EncryptionKeysModule } from '../encryption-keys/index.ts';
import { PolicyModule } from '../policy/index.ts';
import { DevelopmentController } from './development.controller.ts';
import { DevelopmentService } from './development.service.ts';

/** What an authority's developers see of its systems. */
@Module({
  imports: [EncryptionKeysModule, PolicyModule],
  controllers: [DevelopmentController],
  providers: [DevelopmentService],
})
export class DevelopmentModule {}
