export * from './readiness.ts';
export { describeApi, type ServiceDescription } from './openapi.ts';
export * from './refuses.decorator.ts';
export * from './serve.ts';
