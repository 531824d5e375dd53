export * from './natural-batch.ts';
