export * from './session.ts';
export { isCookie, isFormKeyOf } from './session-seal.ts';
export { SessionStore, type OpenSession } from './session.store.ts';
export { SessionUpkeep } from './session-upkeep.service.ts';
export { withoutUnsent, withUnsent } from './unsent.rules.ts';
