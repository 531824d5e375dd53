export * from './add-pages.ts';
