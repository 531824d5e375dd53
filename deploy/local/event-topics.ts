import {
  AUDIT_ANCHOR_TOPIC,
  CHANGE_TOPIC_PARTITIONS,
  changeTopic,
  declarationOf,
  deadLetterTopic,
  DELIVERY_TOPIC_PARTITIONS,
  deliveryTopic,
  type RegisterName,
  registerNames,
} from '#libs/contracts';

/** Who signs in to Kafka: the services by their own names, and a person or program that only looks on. */
export const kafkaPrincipals = [
  ...registerNames,
  'residents-goettingen',
  'gateway',
  'operator',
  'observer',
] as const;
export type KafkaPrincipal = (typeof kafkaPrincipals)[number];

interface ConsumerGroup<P extends string = KafkaPrincipal> {
  readonly group: string;
  readonly owner: P;
  readonly follows: readonly string[];
}

/** Who else keeps a part of the register: each writes its own changes. */
const besides: Readonly<Partial<Record<RegisterName, readonly KafkaPrincipal[]>>> = {
  residents: ['residents-goettingen'],
};

/** Consumer groups of the services; each takes replays and commands on a topic of its own. */
const groups: readonly ConsumerGroup[] = [
  ...registerNames.flatMap((owner) =>
    [owner, ...(besides[owner] ?? [])].flatMap((principal) =>
      Object.entries(declarationOf(owner).follows).map(([group, follows]) => ({
        group: principal + group.slice(owner.length),
        owner: principal,
        follows,
      })),
    ),
  ),
  { group: 'gateway.reactions', owner: 'gateway', follows: ['residents'] },
  { group: 'gateway.subscriptions', owner: 'gateway', follows: registerNames },
  { group: 'gateway.routing', owner: 'gateway', follows: registerNames },
];

/** Whose they are. */
export const groupOwners = [...new Set(groups.map(({ owner }) => owner))];

export const consumerGroups: readonly string[] = groups.map(({ group }) => group);

export const consumerGroupsOf = (app: string): readonly string[] =>
  groups.filter(({ owner }) => owner === app).map(({ group }) => group);

/** A topic, who may write to it and who may read it; nobody else can do either. */
export interface EventTopic<P extends string = KafkaPrincipal> {
  readonly topic: string;
  readonly partitions: number;
  readonly writers: readonly P[];
  readonly readers: readonly P[];
  /** Settings of the topic beside those that all have. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What a group parked, said by its owner alone; and what is addressed to it, by the operator alone. */
export const topicsOf = <P extends string>({
  group,
  owner,
}: Pick<ConsumerGroup<P>, 'group' | 'owner'>): readonly EventTopic<P | 'operator'>[] => [
  {
    topic: deadLetterTopic(group),
    partitions: DELIVERY_TOPIC_PARTITIONS,
    writers: [owner],
    readers: ['operator'],
  },
  {
    topic: deliveryTopic(group),
    partitions: DELIVERY_TOPIC_PARTITIONS,
    writers: ['operator'],
    // The operator proves its replays by reading what it delivered.
    readers: [owner, 'operator'],
  },
];

function changes(register: RegisterName): EventTopic {
  const followers = groups.filter(({ follows }) => follows.includes(register)).map(({ owner }) => owner);
  return {
    topic: changeTopic(register),
    partitions: CHANGE_TOPIC_PARTITIONS,
    writers: [register, ...(besides[register] ?? [])],
    readers: [...new Set(followers), 'operator', 'observer'],
  };
}

/** Kept for ever, and dated by the broker instead of by who writes (ADR 0018). */
const auditAnchors: EventTopic = {
  topic: AUDIT_ANCHOR_TOPIC,
  partitions: 1,
  writers: ['operator'],
  readers: ['operator'],
  settings: { 'retention.ms': '-1', 'retention.bytes': '-1', 'message.timestamp.type': 'LogAppendTime' },
};

/** All topics of the exchange. */
export const eventTopics: readonly EventTopic[] = [
  ...registerNames.map(changes),
  ...groups.flatMap((group) => topicsOf<KafkaPrincipal>(group)),
  auditAnchors,
];
