import type { ChangeEvent } from '#libs/contracts';

/** One event as it will stand on Kafka. */
export interface OutboxEvent {
  /** UUID; consumers deduplicate by it. */
  readonly id: string;
  /** Kafka key: events of one key keep their order. */
  readonly key: string;
  /** The value, verbatim: a structured CloudEvent. */
  readonly payload: string;
}

/** Runs SQL inside the writer's transaction: TypeORM's `EntityManager`, or a `pg` client between begin and commit. */
export interface TransactionRunner {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

export const outboxEventOf = (event: ChangeEvent): OutboxEvent => ({
  id: event.id,
  key: event.subject,
  payload: JSON.stringify(event),
});

/**
 * Appends events through the transaction's own manager, in the order given. Call it after the lock that serialises
 * writers of a key was taken: ids are handed out here, and their order is the order on Kafka.
 */
export async function appendEvents(
  manager: TransactionRunner,
  events: readonly OutboxEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await manager.query(
    `insert into outbox (event_id, key, payload)
     select event_id, key, payload
     from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as e (event_id, key, payload, position)
     order by position`,
    [events.map((e) => e.id), events.map((e) => e.key), events.map((e) => e.payload)],
  );
}
