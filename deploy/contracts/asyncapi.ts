import { channels, operations } from './asyncapi-channels.ts';
import { messages } from './asyncapi-messages.ts';
import { publishedSchemas } from './published-schemas.ts';

/** AsyncAPI reads JSON Schema by its own dialect; ours use nothing that differs in it. */
const schemas = Object.fromEntries(
  Object.entries(publishedSchemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [
    name,
    schema,
  ]),
);

/** The AsyncAPI 3 document of all events of the exchange. */
export const asyncApi = {
  asyncapi: '3.1.0',
  id: 'urn:einmal:events',
  info: {
    title: 'Einmal: change events',
    version: '1.0.0',
    description:
      'Registers announce what changed as thin CloudEvents 1.0, structured JSON, on Apache Kafka. Who is entitled fetches the values through the gateway.',
    license: {
      name: 'EUPL-1.2',
      url: 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12',
    },
  },
  defaultContentType: 'application/cloudevents+json',
  servers: {
    kafka: {
      host: 'localhost:9092',
      protocol: 'kafka',
      description: 'Inside the exchange. Outside parties use feeds and webhooks.',
    },
    gateway: { host: 'localhost:8080', protocol: 'https', description: 'Feeds of subscribers.' },
  },
  channels,
  operations,
  components: { messages, schemas },
};
