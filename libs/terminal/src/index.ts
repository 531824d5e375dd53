export * from './progress-bar.ts';
export * from './table.ts';
