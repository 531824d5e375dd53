export * from './database.config.ts';
export * from './http.config.ts';
export * from './kafka.config.ts';
export * from './log.config.ts';
export * from './read-config.ts';
