import { Logger } from '@nestjs/common';
import { type Kafka, kafkaClient } from '#libs/kafka';
import type { KafkaConfig } from '../config/index.ts';
import { untraced } from '../tracing/current-span.ts';
import { Certificates, type Credential, noteCertificates } from '../transport/index.ts';
import { KafkaRefusals } from './kafka-refusals.ts';

/**
 * The client of a service, which tells its log what kafkajs warns of, and in one sentence what the brokers refuse.
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
  const certificates = kafkaTls === 'on' ? certificatesOf(config) : undefined;
  const logger = new Logger('kafkajs');
  const access = { bootstrapServers, username, password, ...(kafkaTls === 'on' && { tls }) };
  const options = {
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    ...(certificates && { secureContext: () => certificates.context() }),
  };
  const refusals = KafkaRefusals.of(
    JSON.stringify(config),
    kafkaClient(access, clientId, { ...options, retry: { retries: 0 } }),
    tls.certFile !== undefined,
    kafkaTls === 'on' ? [] : kafkaBrokers,
  );
  return kafkaClient(access, clientId, {
    ...options,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    // Its connections outlive the request in which they were first needed.
    log: (text, isFault, reason) =>
      untraced(() => {
        refusals.hear(reason);
        if (!isFault) return logger.debug(text);
        logger.warn(text);
        refusals.suspect();
      }),
  });
}

function certificatesOf(config: KafkaConfig): Certificates<Partial<Credential>> {
  const named = {
    cert: ['KAFKA_TLS_CERT_FILE', config.kafkaTlsCertFile],
    key: ['KAFKA_TLS_KEY_FILE', config.kafkaTlsKeyFile],
    ca: ['KAFKA_TLS_CA_FILE', config.kafkaTlsCaFile],
  } as const;
  const files = Object.entries(named).flatMap(([part, [variable, file]]) =>
    file === undefined ? [] : [[part, { variable, file }] as const],
  );
  const certificates = new Certificates<Partial<Credential>>(Object.fromEntries(files));
  noteCertificates(`kafka ${config.kafkaBrokers.join(',')}`, certificates);
  return certificates;
}
