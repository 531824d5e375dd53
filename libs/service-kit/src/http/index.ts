export * from './readiness.ts';
export * from './serve.ts';
