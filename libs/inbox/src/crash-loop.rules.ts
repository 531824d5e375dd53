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
  /^(GROUP_COORDINATOR_NOT_AVAILABLE|COORDINATOR_|NOT_COORDINATOR|LEADER_NOT_AVAILABLE|NOT_LEADER|REPLICA_NOT|BROKER_NOT|NETWORK_EXCEPTION|REQUEST_TIMED_OUT|NOT_ENOUGH_REPLICAS)/;

/** True when a crash of the consumer is the brokers' absence and not its own fault. */
export function isBrokerOutage(fault: unknown): boolean {
  for (let error = fault; error instanceof Error; error = error.cause) {
    if (brokersAway.has(error.name)) return true;
    const { type } = error as { type?: unknown };
    if (typeof type === 'string' && brokersBusy.test(type)) return true;
  }
  return false;
}

const CRASHES = 5;
const WITHIN_MS = 5 * 60_000;

/** A consumer that crashed five times in five minutes does not recover by itself. */
export class CrashLoop {
  private crashes: number[] = [];

  note(now: number): void {
    this.crashes = [...this.recent(now), now];
  }

  isOn(now: number): boolean {
    return this.count(now) >= CRASHES;
  }

  count(now: number): number {
    return this.recent(now).length;
  }

  private recent(now: number): number[] {
    return this.crashes.filter((at) => now - at < WITHIN_MS);
  }
}
