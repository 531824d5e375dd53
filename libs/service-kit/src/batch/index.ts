export * from './natural-batch.ts';
export * from './breather.ts';
