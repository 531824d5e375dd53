import { deliveryTopic, serviceOfGroup } from '#libs/contracts';
import {
  type Admin,
  describeGroup,
  describeGroups,
  isBrokerOutage,
  isKnown,
  type Kafka,
  patiently,
  withAdmin,
} from '#libs/kafka';
import { DomainError, TimeLimitPassed, withTimeLimit } from '#libs/service-kit';

/** For as long as somebody waits who presses a button; a broker that hangs would be waited for by kafkajs for minutes. */
const PATIENCE_MS = 8_000;
const GLANCE_MS = 2_500;

export class BrokerAway extends DomainError {
  readonly code = 'broker-away';
  override readonly retryAfterS = 5;
  constructor(options: ErrorOptions) {
    super('Kafka does not answer, so nothing was done. Try again shortly.', options);
  }
}

/** What a step needs to know of Kafka before it is taken. What was begun ends by its own time limits. @throws BrokerAway */
export async function askKafka<T>(
  kafka: Kafka,
  work: (admin: Admin, signal: AbortSignal) => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  try {
    return await withTimeLimit(patienceMs, 'Asking Kafka', (signal) =>
      withAdmin(kafka, (admin) => work(admin, signal)),
    );
  } catch (error) {
    const isAway = isBrokerOutage(error) || error instanceof TimeLimitPassed;
    throw isAway ? new BrokerAway({ cause: error }) : error;
  }
}

/** Nobody carries out what is asked of a group that Kafka does not know. */
export class GroupUnknown extends DomainError {
  readonly code = 'consumer-group-unknown';
  constructor(groups: readonly string[]) {
    const services = [...new Set(groups.map(serviceOfGroup))];
    super(
      `Kafka does not know ${several('the consumer group', groups)} (any more), so nobody would carry this out, and nothing was done. Start ${several('the service', services)}, then ask again.`,
    );
  }
}

const several = (one: string, names: readonly string[]): string =>
  `${one}${names.length === 1 ? '' : 's'} ${names.join(', ')}`;

/** Groups that Kafka does not know (any more). */
export interface UnknownGroups {
  /** Their services find what is written for them when they run again. */
  readonly absent: readonly string[];
  /** Not even the topic is there that it would be written to. */
  readonly unreachable: readonly string[];
}

/**
 * Of a group that has no member just now Kafka keeps what it has read, so it is known. While Kafka is away nothing is known,
 * and nothing is refused: commands go out when it is back.
 */
export async function unknownAmong(kafka: Kafka, groups: readonly string[]): Promise<UnknownGroups> {
  if (groups.length === 0) return allKnown;
  try {
    return await askKafka(kafka, (admin) => findUnknown(admin, groups), GLANCE_MS);
  } catch (error) {
    if (error instanceof BrokerAway) return allKnown;
    throw error;
  }
}

const allKnown: UnknownGroups = { absent: [], unreachable: [] };

async function findUnknown(admin: Admin, groups: readonly string[]): Promise<UnknownGroups> {
  const found = await describeGroups(admin, groups);
  const unknown = groups.filter((group) => !isKnown(found.find(({ groupId }) => groupId === group)));
  if (unknown.length === 0) return allKnown;
  const topics = new Set(await patiently(() => admin.listTopics()));
  const isReachable = (group: string): boolean => topics.has(deliveryTopic(group));
  return {
    absent: unknown.filter(isReachable),
    unreachable: unknown.filter((group) => !isReachable(group)),
  };
}

/** @throws GroupUnknown */
export async function requireGroup(kafka: Kafka, group: string): Promise<void> {
  const { absent, unreachable } = await unknownAmong(kafka, [group]);
  if (absent.length + unreachable.length > 0) throw new GroupUnknown([group]);
}

export const hasVanished = async (admin: Admin, group: string): Promise<boolean> =>
  !isKnown(await describeGroup(admin, group));
