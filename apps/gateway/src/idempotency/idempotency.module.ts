import { Module } from '@nestjs/common';
import { SubjectsModule } from '../subjects/index.ts';
import { IdempotentRequests } from './idempotent-requests.service.ts';

/** Requests that are executed once. */
@Module({ imports: [SubjectsModule], providers: [IdempotentRequests], exports: [IdempotentRequests] })
export class IdempotencyModule {}
