export { IdempotencyModule } from './idempotency.module.ts';
export { IdempotentRequests, type Once, type Run } from './idempotent-requests.service.ts';
