export { ActiveClients } from './active-clients.service.ts';
export { eventGrantFor, registerOf } from './event-grant.rules.ts';
export { type Allowance, type Limit, limitFor } from './limit.rules.ts';
export { CallbackUnknown, standingRefusals } from './policy.errors.ts';
export { mergedPolicy, PolicyUnusable, readPolicyFile } from './policy.file.ts';
export { PolicyModule } from './policy.module.ts';
export {
  type EventGrant,
  type Grant,
  grantKey,
  type GroundKind,
  actingFor,
  hasCallback,
  isActive,
  isPreviewed,
  isValidAt,
  keptBy,
  type PolicySnapshot,
} from './policy.snapshot.ts';
export { PolicyStore } from './policy.store.ts';
export { applyPolicy } from './policy.writer.ts';
export { outOfItsDays } from './standing.rules.ts';
