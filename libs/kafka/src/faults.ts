import { setTimeout as delay } from 'node:timers/promises';

/** Failures by which kafkajs says that brokers are away; a restart of the process would not bring them back. */
const brokersAway = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSLockTimeout',
]);
/** Answers of brokers that start, elect or move a coordinator. */
const brokersBusy =
  /^(GROUP_COORDINATOR_NOT_AVAILABLE|GROUP_LOAD_IN_PROGRESS|COORDINATOR_|NOT_COORDINATOR|LEADER_NOT_AVAILABLE|NOT_LEADER|REPLICA_NOT|BROKER_NOT|NETWORK_EXCEPTION|REQUEST_TIMED_OUT|NOT_ENOUGH_REPLICAS)/;
/** What kafkajs makes of an answer in which a new topic or group is not yet known. */
const notYetKnown = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
]);

interface Answer {
  readonly name: string;
  /** Kafka's name for the error, where a broker answered with one. */
  readonly type: string;
}

/** From the fault to its first cause. */
function answersIn(fault: unknown): readonly Answer[] {
  const answers: Answer[] = [];
  for (let error = fault; error instanceof Error; error = error.cause) {
    const { type } = error as { type?: unknown };
    answers.push({ name: error.name, type: typeof type === 'string' ? type : '' });
  }
  return answers;
}

const isAny = (fault: unknown, matches: (answer: Answer) => boolean): boolean =>
  answersIn(fault).some(matches);

/** What a fault comes from, without the words of one case: Kafka's name for the error, else the error's own. */
export function kindOfFault(fault: unknown): string {
  const { type, name } = answersIn(fault).at(-1) ?? { type: '', name: 'unknown' };
  return type === '' ? name : type;
}

/** True when a fault is the brokers' absence and not one's own. */
export const isBrokerOutage = (fault: unknown): boolean =>
  isAny(fault, ({ name, type }) => brokersAway.has(name) || brokersBusy.test(type));

/** True of an answer that the same question does not get a moment later: leaders and coordinators are being chosen. */
export const isPassing = (fault: unknown): boolean =>
  isAny(
    fault,
    ({ name, type }) =>
      notYetKnown.has(name) || type === 'UNKNOWN_TOPIC_OR_PARTITION' || brokersBusy.test(type),
  );

const PATIENCE = { forMs: 15_000, firstMs: 50, mostMs: 1_000 };

/** Asks again while the answer is a passing one; kafkajs gives up on most of those at once. */
export async function patiently<T>(
  ask: () => Promise<T>,
  patience = PATIENCE,
  passes = isPassing,
): Promise<T> {
  const deadline = Date.now() + patience.forMs;
  for (let pauseMs = patience.firstMs; ; pauseMs = Math.min(2 * pauseMs, patience.mostMs)) {
    try {
      return await ask();
    } catch (fault) {
      if (!passes(fault) || Date.now() + pauseMs > deadline) throw fault;
      await delay(pauseMs);
    }
  }
}

/**
 * Events that were to be read are no longer there. Offsets of a topic that is deleted from, never compacted, have no gaps;
 * so what is skipped was there once.
 */
export class OffsetsGone extends Error {
  constructor(partition: number, wanted: number, oldest: number) {
    super(`Partition ${partition} no longer has offset ${wanted}; the oldest one retained is ${oldest}.`);
  }
}
