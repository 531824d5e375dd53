import {
  type Admin,
  describeGroup,
  describeGroups,
  isBrokerOutage,
  isKnown,
  type Kafka,
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

/** Nobody would ever carry out what is asked of it. */
export class GroupVanished extends DomainError {
  readonly code = 'consumer-group-unknown';
  constructor(groups: readonly string[]) {
    super(
      `Kafka knows no consumer group ${groups.join(', ')} (any more), so nobody would carry this out, and nothing was done. Start its service, then ask again.`,
    );
  }
}

/**
 * Of a group that has no member just now Kafka keeps what it has read. While Kafka is away nothing is known, and nothing is
 * refused: commands go out when it is back.
 * @returns those of them that vanished, to be left out, where others are there
 * @throws GroupVanished where none of them is there
 */
export async function requireGroups(kafka: Kafka, groups: readonly string[]): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  try {
    const gone = await askKafka(kafka, (admin) => vanishedOf(admin, groups), GLANCE_MS);
    if (gone.length === groups.length) throw new GroupVanished(gone);
    return gone;
  } catch (error) {
    if (error instanceof BrokerAway) return [];
    throw error;
  }
}

export const hasVanished = async (admin: Admin, group: string): Promise<boolean> =>
  !isKnown(await describeGroup(admin, group));

async function vanishedOf(admin: Admin, groups: readonly string[]): Promise<readonly string[]> {
  const found = await describeGroups(admin, groups);
  return groups.filter((group) => !isKnown(found.find(({ groupId }) => groupId === group)));
}
