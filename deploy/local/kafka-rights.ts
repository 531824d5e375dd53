import type { KafkaRight as Right } from '#libs/kafka';
import { type EventTopic, eventTopics, groupOwners, type KafkaPrincipal } from './event-topics.ts';

export type KafkaRight<P extends string = KafkaPrincipal> = Right<P>;

export const rightsOn = <P extends string>({
  topic,
  writers,
  readers,
}: EventTopic<P>): readonly KafkaRight<P>[] => [
  ...writers.map((principal) => ({ principal, resource: 'topic', name: topic, may: ['write'] }) as const),
  ...readers.map((principal) => ({ principal, resource: 'topic', name: topic, may: ['read'] }) as const),
];

/** Names of groups and transactions begin with whose they are, so that nobody can take another's part. */
const ownNames: readonly KafkaRight[] = [
  ...groupOwners.map(
    (principal) => ({ principal, resource: 'group', name: `${principal}.*`, may: ['read'] }) as const,
  ),
  { principal: 'operator', resource: 'group', name: 'operator.*', may: ['read', 'delete'] },
  { principal: 'operator', resource: 'group', name: 'einmal.replay.*', may: ['read', 'delete'] },
  { principal: 'operator', resource: 'transaction', name: 'einmal.replay.*', may: ['write'] },
  { principal: 'operator', resource: 'topic', name: 'replay.*', may: ['create', 'write', 'read'] },
  { principal: 'observer', resource: 'group', name: 'observer.*', may: ['read', 'delete'] },
];

/** Lag and positions are of all groups; describing shows no event. */
const overview: readonly KafkaRight[] = [
  { principal: 'operator', resource: 'topic', name: '*', may: ['describe'] },
  { principal: 'operator', resource: 'group', name: '*', may: ['describe'] },
];

/** The one list that access lists, their test and docs/events.md are made from. */
export const kafkaRights: readonly KafkaRight[] = [
  ...eventTopics.flatMap((topic) => rightsOn(topic)),
  ...ownNames,
  ...overview,
];

const reaches = (name: string, wanted: string): boolean =>
  name.endsWith('*') ? wanted.startsWith(name.slice(0, -1)) : name === wanted;

/** What the list says about one act; reading and writing include describing, as for the broker. */
export function isAllowed(
  principal: string,
  resource: KafkaRight['resource'],
  name: string,
  operation: KafkaRight['may'][number],
): boolean {
  return kafkaRights.some(
    (right) =>
      right.principal === principal &&
      right.resource === resource &&
      reaches(right.name, name) &&
      (right.may.includes(operation) || (operation === 'describe' && right.may.length > 0)),
  );
}

/** Rows of the table in docs/events.md. */
export const topicTable: readonly string[] = eventTopics.map(
  ({ topic, writers, readers }) => `| \`${topic}\` | ${writers.join(', ')} | ${readers.join(', ')} |`,
);
