export { LimitsModule } from './limits.module.ts';
export { headersOfAll, type Quota, takeOfAll, QuotaExceeded } from './quota.ts';
export { Quotas } from './quotas.service.ts';
