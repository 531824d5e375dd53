import type { DataSource, EntityManager } from 'typeorm';
import { within } from '#libs/register-kit';
import { Committed, LeasedQueue } from '#libs/service-kit';
import { keeperOf } from '../former-home.rules.ts';
import { Resident } from '../resident.entity.ts';
import type { Lock } from '../resident-parts.ts';

/** What goes to the new authority. */
export interface FeedbackMessage {
  /** Of the registration there, and its record. */
  readonly eventId: string;
  readonly recordId: string;
  readonly from: string;
  readonly to: string;
  readonly locks: readonly Lock[];
}

/** Feedback that is still to be sent, until the new authority has it. */
export class FeedbackQueue {
  readonly added = new Committed();
  readonly queue: LeasedQueue;

  constructor(
    private readonly source: DataSource,
    leaseMs: number,
  ) {
    this.queue = new LeasedQueue(source, { name: 'feedback_messages', key: 'event_id' }, leaseMs);
  }

  /** In the transaction that closes the record. */
  async add(
    manager: EntityManager,
    { id, authority }: Resident,
    { eventId, recordId, to }: Pick<FeedbackMessage, 'eventId' | 'recordId' | 'to'>,
  ): Promise<void> {
    this.added.note(manager);
    await manager.query(
      `insert into feedback_messages (event_id, registration_id, record_id, from_authority, to_authority)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [eventId, recordId, id, authority, to],
    );
  }

  async message(eventId: string): Promise<FeedbackMessage | undefined> {
    const [found] = await this.source.query<(Omit<FeedbackMessage, 'locks'> & { readonly former: string })[]>(
      `select event_id as "eventId", registration_id as "recordId", from_authority as "from", to_authority as "to",
         record_id as former from feedback_messages where event_id = $1`,
      [eventId],
    );
    if (found === undefined) return undefined;
    const { former, ...message } = found;
    // Who succeeded the authority may have acted on the record since.
    const ids = [message.from, keeperOf(message.from)];
    const { locks } = await within(this.source, { ids }, (manager) =>
      manager.findOneByOrFail(Resident, { id: former }),
    );
    return { ...message, locks };
  }
}
