import { Logger } from '@nestjs/common';
import { type Kafka, kafkaClient } from '#libs/kafka';
import type { KafkaConfig } from '../config/index.ts';

/**
 * The client of a service, which tells its log what kafkajs warns of.
 * @param clientId shown in the broker's logs and metrics
 */
export function createKafka(config: KafkaConfig, clientId: string): Kafka {
  const { kafkaBrokers, kafkaUsername: username, kafkaPassword: password, kafkaTls } = config;
  const tls = {
    caFile: config.kafkaTlsCaFile,
    certFile: config.kafkaTlsCertFile,
    keyFile: config.kafkaTlsKeyFile,
    serverName: config.kafkaTlsServerName,
  };
  const bootstrapServers = kafkaBrokers.join(',');
  const logger = new Logger('kafkajs');
  return kafkaClient({ bootstrapServers, username, password, ...(kafkaTls === 'on' && { tls }) }, clientId, {
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    log: (text, isFault) => (isFault ? logger.warn(text) : logger.debug(text)),
  });
}
