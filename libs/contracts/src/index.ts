export * from './access-claims.ts';
export * from './change-event-types.ts';
export * from './change-event.ts';
export * from './error-codes.ts';
export * from './permit.ts';
export * from './problem.ts';
export * from './pseudonym.ts';
export * from './register-name.ts';
