export * from './hidden.ts';
export * from './progress-bar.ts';
export * from './side-by-side.ts';
export * from './table.ts';
