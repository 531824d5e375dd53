export * from './json-logger.ts';
export * from './security-events.ts';
