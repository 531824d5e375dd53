import type { Kafka } from '#libs/kafka';
import type { EntityManager } from 'typeorm';
import type { ChangeEvent } from '#libs/contracts';
import type { BackOff } from '#libs/service-kit';

export interface InboxOptions {
  /** Consumer group, as in `vehicles.reactions`; also its name in metrics and dead letters. */
  readonly group: string;
  /** Change topics. The group's delivery topic is read as well. */
  readonly topics: readonly string[];
  /** Event types of these topics that the group deliberately does not handle; any other is parked. */
  readonly ignored: readonly string[];
  readonly kafka: Kafka;
  /** Handlers bind by it: `@OnEvent('resident.moved.v1', VEHICLE_REACTIONS)`, or Nest's `@EventPattern`. */
  readonly transportId: symbol;
  /**
   * Which of these events concern this service at all, by id; the others are passed over without a transaction and leave
   * no trace. To be answered by one statement at the primary, each time anew, since who is entered before an act is
   * committed has to be told of it: nothing may be kept from one call to the next. Unless given, all do.
   */
  readonly concerned?: (
    events: readonly ChangeEvent[],
    manager: EntityManager,
  ) => Promise<ReadonlySet<string>>;
  /**
   * Called in a transaction of several events before their handlers: locks the rows that handlers of different keys have in
   * common, in an order that all transactions share. Without such rows none is needed.
   */
  readonly lockFor?: (events: readonly ChangeEvent[], manager: EntityManager) => Promise<void>;
  /** Transactions under way at once, each with a database connection of its own; 4 unless given. */
  readonly transactionsAtOnce?: number;
  /** Events that are handled in one transaction at most; 100 unless given. */
  readonly eventsPerTransaction?: number;
  /** How often an event is tried in a transaction of its own before it is parked; 5 unless given. */
  readonly attempts?: number;
  /** Pauses between attempts; doubling from 100 ms to 5 s unless given. */
  readonly backOff?: BackOff;
  /** A member that died is missed after so long; 10 s unless given. */
  readonly sessionMs?: number;
  /** How long the end of the service waits for handlers under way; 15 s unless given. */
  readonly graceMs?: number;
}
