export { LimitsModule } from './limits.module.ts';
export { headersOfAll, type Quota, takeOfAll } from './quota.ts';
export { Quotas } from './quotas.service.ts';
