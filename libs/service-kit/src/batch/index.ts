export * from './natural-batch.ts';
export * from './by-halves.ts';
export * from './breather.ts';
