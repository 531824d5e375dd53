export * from './session.ts';
export { isCookie } from './session-seal.ts';
export { SessionStore, type OpenSession } from './session.store.ts';
export { SessionUpkeep } from './session-upkeep.service.ts';
