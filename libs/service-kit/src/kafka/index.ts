export * from './create-kafka.ts';
export { checkKafka } from './kafka-refusals.ts';
