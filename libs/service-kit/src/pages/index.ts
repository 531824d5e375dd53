export * from './add-pages.ts';
export type { ServiceDescription } from './service-description.ts';
