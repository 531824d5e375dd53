export * from './test-receiver.ts';
