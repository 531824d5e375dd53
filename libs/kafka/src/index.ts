import kafkajs from 'kafkajs';

// Node finds only some names of this CommonJS package by itself.
export const { ConfigResourceTypes, Partitioners } = kafkajs;
export type {
  Admin,
  Batch,
  Consumer,
  EachBatchPayload,
  KafkaMessage,
  Message,
  PartitionerArgs,
  Producer,
} from 'kafkajs';
export { aclsOf, type KafkaRight, setAccessLists } from './access-lists.ts';
export * from './admin.ts';
export * from './client.ts';
export { clusterOf } from './cluster.ts';
export { ClusterOverview, type GroupState, type TopicEnds } from './cluster-overview.ts';
export * from './consumer.ts';
export { EncodedProducer, ProduceRefused } from './encoded-producer.ts';
export { isBrokerOutage, isPassing, kindOfFault, OffsetsGone, patiently } from './faults.ts';
export { GroupLag } from './group-lag.ts';
export { ByteWriter } from './wire/byte-writer.ts';
export type { ReadMessage } from './wire/fetch-response.ts';
export type { EncodedMessage } from './wire/own-encoding.ts';
export { partitionOf } from './wire/partition-of.ts';
export { writeProduceRequest } from './wire/produce-request.ts';
export { boundOf, type ProducerIdentity, type Sized } from './wire/record-batch.ts';
export { type Checkpoint, keyedProducer, orderedProducer, TransactionalDelivery } from './producer.ts';
export { setScramPasswords } from './scram.ts';
export { readTopic, type Run, TopicReader } from './topic-reader.ts';
export { addTopics, createTopics, type TopicSpec } from './topics.ts';
