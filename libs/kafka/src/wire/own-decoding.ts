import type { Kafka } from '../client.ts';
import { type BareBroker, type Protocol, withBrokers } from '../cluster.ts';
import { readFetchResponse } from './fetch-response.ts';

/** The version that {@link readFetchResponse} knows. */
const isFetch = ({ request: { apiName, apiVersion } }: Protocol): boolean =>
  apiName === 'Fetch' && apiVersion === 11;

/**
 * The client, whose consumers decode what they fetch in a tenth of kafkajs' time, and see no headers. What was aborted,
 * offsets and retries stay kafkajs' own.
 */
export const withOwnDecoding = (kafka: Kafka): Kafka =>
  withBrokers<BareBroker>(kafka, ({ connectionPool }) => {
    const send = connectionPool.send.bind(connectionPool);
    connectionPool.send = (protocol) => send(isFetch(protocol) ? decodedHere(protocol) : protocol);
  });

const decodedHere = (protocol: Protocol): Protocol => ({
  ...protocol,
  response: {
    ...protocol.response,
    decode: (bytes) => {
      const decoded = readFetchResponse(bytes);
      return decoded ? Promise.resolve(decoded) : protocol.response.decode(bytes);
    },
  },
});
