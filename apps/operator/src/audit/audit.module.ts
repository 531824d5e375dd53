import { Global, Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { AuditAnchors } from './audit-anchor.service.ts';
import { AuditPageStore } from './audit-page.store.ts';
import { AuditController } from './audit.controller.ts';
import { AuditStore } from './audit.store.ts';

@Global()
@Module({
  imports: [BackgroundModule],
  controllers: [AuditController],
  providers: [AuditStore, AuditPageStore, AuditAnchors],
  exports: [AuditStore],
})
export class AuditModule {}
