import {
  CHANGE_TOPIC_PARTITIONS,
  changeTopic,
  deadLetterTopic,
  DELIVERY_TOPIC_PARTITIONS,
  deliveryTopic,
  registerNames,
} from '#libs/contracts';
import type { TopicSpec } from '#libs/local-services';

/** Consumer groups of the services; each takes replays and commands on a topic of its own. */
export const consumerGroups = ['vehicles.reactions', 'gateway.reactions', 'gateway.subscriptions'] as const;

/** All topics of the exchange: changes, what could not be handled, and what is addressed to one group. */
export const eventTopics: readonly TopicSpec[] = [
  ...registerNames.map(changeTopic).flatMap((topic) => [
    { topic, partitions: CHANGE_TOPIC_PARTITIONS },
    { topic: deadLetterTopic(topic), partitions: CHANGE_TOPIC_PARTITIONS },
  ]),
  ...consumerGroups.flatMap((group) => [
    { topic: deliveryTopic(group), partitions: DELIVERY_TOPIC_PARTITIONS },
    { topic: deadLetterTopic(deliveryTopic(group)), partitions: DELIVERY_TOPIC_PARTITIONS },
  ]),
];
