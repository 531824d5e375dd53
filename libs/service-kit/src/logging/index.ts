export * from './json-logger.ts';
