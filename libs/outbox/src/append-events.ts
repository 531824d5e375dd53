import { type ChangeEvent, writeChangeEvent } from '#libs/contracts';
import { Committed, traceparent } from '#libs/service-kit';

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
  /** TypeORM's, whose transaction it is. */
  readonly queryRunner?: object | undefined;
}

/** Events, in the transactions of this process. */
export const appended = new Committed();

/** Part of the trace in which it is made, if there is one. */
export const outboxEventOf = (event: ChangeEvent): OutboxEvent => ({
  id: event.id,
  key: event.subject,
  payload: writeChangeEvent(event, traceparent()),
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
  appended.note(manager);
  await manager.query(
    `insert into outbox (event_id, key, payload)
     select event_id, key, payload
     from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as e (event_id, key, payload, position)
     order by position`,
    [events.map((e) => e.id), events.map((e) => e.key), events.map((e) => e.payload)],
  );
}

const CHANNEL = 'outbox_committed';
export const listenSql = `listen ${CHANNEL}`;

/** A notice lost in a crash of the database costs a poll, so nobody need wait for the disk. */
const tellSql = `select set_config('synchronous_commit', 'off', true), pg_notify('${CHANNEL}', '')`;

/**
 * Tells the relay that leads, in whichever process, that events were committed; {@link OutboxModule} does so by itself.
 * Never inside the transaction that appends: NOTIFY takes a lock of the whole database until its end (ADR 0033).
 */
export async function tellRelay(runner: Pick<TransactionRunner, 'query'>): Promise<void> {
  await runner.query(tellSql, []);
}
