export { type Decision, DecisionStore, hotPoolSettings, newDecisionId, STALE } from './decision.store.ts';
export { DisclosureClient } from './disclosure.client.ts';
export { consentRefusals } from './lookup.errors.ts';
export type { UsableAnswer } from './lookup.rules.ts';
export { LookupsModule } from './lookups.module.ts';
export type { OutcomeStatus } from './outcome.store.ts';
