export * from './create-kafka.ts';
