export { LimitsModule } from './limits.module.ts';
export { Quotas } from './quotas.service.ts';
