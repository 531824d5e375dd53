import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type KafkaConfig as ClientConfig, type logCreator } from 'kafkajs';
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
    ...securityOf(config),
    logLevel: logLevel.WARN,
    logCreator: quietLogCreator,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
  });
}

/** What proves to the brokers who asks, and to us who answers. */
function securityOf(config: KafkaConfig): Pick<ClientConfig, 'ssl' | 'sasl'> {
  const { kafkaTls, kafkaTlsCaFile, kafkaTlsCertFile, kafkaTlsKeyFile, kafkaTlsServerName } = config;
  const { kafkaUsername: username, kafkaPassword: password } = config;
  return {
    ...(kafkaTls === 'on' && {
      ssl: {
        minVersion: 'TLSv1.2',
        ...(kafkaTlsCaFile !== undefined && { ca: readFileSync(kafkaTlsCaFile) }),
        ...(kafkaTlsCertFile !== undefined && { cert: readFileSync(kafkaTlsCertFile) }),
        ...(kafkaTlsKeyFile !== undefined && { key: readFileSync(kafkaTlsKeyFile) }),
        ...(kafkaTlsServerName !== undefined && { servername: kafkaTlsServerName }),
      },
    }),
    ...(username !== undefined &&
      password !== undefined && { sasl: { mechanism: 'scram-sha-512', username, password } }),
  };
}

const quietLogCreator: logCreator = () => {
  const logger = new Logger('kafkajs');
  return ({ namespace, level, log }) => {
    const text = `${namespace}: ${log.message}`;
    if (level > logLevel.ERROR || retriedByItself.test(text)) logger.debug(text);
    else logger.warn(text);
  };
};
