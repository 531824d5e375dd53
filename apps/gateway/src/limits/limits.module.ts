import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { PolicyModule } from '../policy/index.ts';
import { Quotas } from './quotas.service.ts';
import { UsageStore } from './usage.store.ts';

/** How much a client may ask. */
@Module({ imports: [BackgroundModule, PolicyModule], providers: [Quotas, UsageStore], exports: [Quotas] })
export class LimitsModule {}
