import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type logCreator } from 'kafkajs';
import type { KafkaConfig } from '../config/index.ts';

/** A fresh broker answers the first of these with an error that kafkajs retries by itself. */
const retriedByItself = /GroupCoordinator|InitProducerId|group coordinator is not available/i;

/**
 * kafkajs with our logger; retries for ever, because a broker that is down must never end a service.
 * @param clientId shown in the broker's logs and metrics
 */
export function createKafka(config: KafkaConfig, clientId: string): Kafka {
  return new Kafka({
    clientId,
    brokers: config.kafkaBrokers,
    logLevel: logLevel.WARN,
    logCreator: quietLogCreator,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
  });
}

const quietLogCreator: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, level, log }) => {
    const text = `${namespace}: ${log.message}`;
    if (level > logLevel.ERROR || retriedByItself.test(text)) logger.debug(text);
    else logger.warn(text);
  };
};
