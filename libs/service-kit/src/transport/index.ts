export * from './calls.ts';
export * from './doors.ts';
export * from './listeners.ts';
export type { Certificates } from './certificates.ts';
