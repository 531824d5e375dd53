import { Global, Module } from '@nestjs/common';
import { AuditStore } from './audit.store.ts';

@Global()
@Module({ providers: [AuditStore], exports: [AuditStore] })
export class AuditModule {}
