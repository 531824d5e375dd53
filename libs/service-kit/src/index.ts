export * from './auth/index.ts';
export * from './batch/index.ts';
export * from './config/index.ts';
export * from './database/index.ts';
export * from './errors/index.ts';
export * from './http/index.ts';
export * from './kafka/index.ts';
export * from './logging/index.ts';
