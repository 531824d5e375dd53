import {
  CHANGE_TOPIC_PARTITIONS,
  changeEventTypes,
  changeTopic,
  deadLetterTopic,
  DELIVERY_TOPIC_PARTITIONS,
  deliveryTopic,
  registerNames,
  registers,
  type RegisterName,
} from '#libs/contracts';
import { consumerGroups } from '../local/event-topics.ts';
import { messageName } from './asyncapi-messages.ts';

const ref = (path: string) => ({ $ref: `#/${path}` });

const messagesOf = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, ref(`components/messages/${name}`)]));

const eventMessages = (register: RegisterName): readonly string[] =>
  changeEventTypes[register].map(messageName);

const kafkaTopic = (partitions: number) => ({
  servers: [ref('servers/kafka')],
  bindings: { kafka: { partitions, topicConfiguration: { 'cleanup.policy': ['delete'] } } },
});

const changeChannels = registerNames.map((register): [string, object] => [
  `${register}Changes`,
  {
    address: changeTopic(register),
    title: `Changes in the ${registers[register].called} register`,
    description:
      'What changed, never the values. The Kafka key is the subject, so the events of one subject keep their order. At least once: deduplicate by id.',
    messages: messagesOf(eventMessages(register)),
    ...kafkaTopic(CHANGE_TOPIC_PARTITIONS),
  },
]);

const operatorChannels = {
  deadLetters: {
    address: deadLetterTopic('{group}'),
    title: 'Events that one consumer group could not handle',
    description:
      'Announcements; the parked event itself stays in the database of its consumer. Of one event the announcement with the latest dlq-at holds.',
    parameters: {
      group: { description: 'Consumer group, which alone writes there.', enum: consumerGroups },
    },
    messages: messagesOf(['deadLetter']),
    ...kafkaTopic(CHANGE_TOPIC_PARTITIONS),
  },
  deliveries: {
    address: deliveryTopic('{group}'),
    title: 'What is addressed to one consumer group alone',
    description:
      'Commands, and replayed events: the original with its id, and the attributes replayid, replayorigin and perhaps replaytarget. Handled once per event and replay.',
    parameters: { group: { description: 'Consumer group.', enum: consumerGroups } },
    messages: messagesOf([
      'inboxRedrive',
      'inboxDiscard',
      'inboxCorrect',
      ...registerNames.flatMap(eventMessages),
    ]),
    ...kafkaTopic(DELIVERY_TOPIC_PARTITIONS),
  },
};

const subscriberChannels = {
  feed: {
    address: '/v1/feeds/{subscriptionId}',
    title: 'The feed of one subscription',
    description: 'Fetched by cursor, also by long poll; /openapi.json of the gateway describes the request.',
    parameters: { subscriptionId: { description: 'Id of the subscription.' } },
    messages: messagesOf(['feedEvent']),
    servers: [ref('servers/gateway')],
  },
  webhook: {
    address: null,
    title: 'The webhook of one subscription',
    description: 'POST to the callback address that was registered beforehand, signed as Standard Webhooks.',
    messages: messagesOf(['webhookEvent']),
  },
};

export const channels: Readonly<Record<string, object>> = {
  ...Object.fromEntries<object>(changeChannels),
  ...operatorChannels,
  ...subscriberChannels,
};

const operation = (action: 'send' | 'receive', channel: string, summary: string) => ({
  action,
  channel: ref(`channels/${channel}`),
  summary,
});

/** From the exchange's point of view: it sends what its consumers receive. */
export const operations: Readonly<Record<string, object>> = {
  ...Object.fromEntries<object>(
    registerNames.map((register) => [
      `announce${register.charAt(0).toUpperCase()}${register.slice(1)}Change`,
      operation(
        'send',
        `${register}Changes`,
        `The ${registers[register].called} register announces each act once committed.`,
      ),
    ]),
  ),
  announceDeadLetter: operation('send', 'deadLetters', 'A consumer group parked an event, or settled one.'),
  deliver: operation('send', 'deliveries', 'The operator replays, redrives or discards for one group.'),
  takeDelivery: operation('receive', 'deliveries', 'The group handles what is addressed to it.'),
  offerFeed: {
    ...operation('send', 'feed', 'A subscriber fetches the events after its cursor.'),
    bindings: { http: { method: 'GET' } },
  },
  callWebhook: {
    ...operation('send', 'webhook', 'The gateway calls the subscriber, and again until it is acknowledged.'),
    bindings: { http: { method: 'POST' } },
  },
};
