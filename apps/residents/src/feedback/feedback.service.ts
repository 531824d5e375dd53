import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { Actor } from '#libs/contracts';
import { type Keeper, type Keepers, localDay, type RecordStore, within } from '#libs/register-kit';
import { processServing, type RegisterProcess } from '#libs/service-kit';
import type { ResidentCaseStore } from '../cases/case.store.ts';
import { awaitedFrom, isSameKeeper, keeperOf } from '../former-home.rules.ts';
import { receiveFeedback } from '../moving.rules.ts';
import { Resident } from '../resident.entity.ts';
import { FeedbackNotAwaited, SenderUnsuitable } from '../resident.errors.ts';
import type { FeedbackMessage } from './feedback.store.ts';

interface Registered {
  readonly effectiveOn: string;
  readonly recordedAt: Date;
}

/** Takes the feedback of former authorities (BMG §33). */
@Injectable()
export class FeedbackService {
  /** @param processes of the residents register */
  constructor(
    private readonly source: DataSource,
    private readonly records: RecordStore<Resident>,
    private readonly cases: ResidentCaseStore,
    private readonly processes: readonly RegisterProcess[],
    private readonly keepers: Keepers,
  ) {}

  /** @throws SenderUnsuitable, FeedbackNotAwaited */
  async receive(message: FeedbackMessage, sender: Actor): Promise<void> {
    const { from, to } = message;
    const { client } = processServing(this.processes, from, keeperOf) ?? {};
    if (client === undefined || sender.client !== client || sender.person) throw new SenderUnsuitable();
    const keeper = this.keepers.of({ authority: keeperOf(to) });
    await within(this.source, keeper, (manager) => this.take(keeper, manager, message, sender));
  }

  private async take(
    keeper: Keeper,
    manager: EntityManager,
    message: FeedbackMessage,
    officer: Actor,
  ): Promise<void> {
    const { eventId, recordId, from, locks } = message;
    const lock = { mode: 'pessimistic_write' } as const;
    const resident = await manager.findOne(Resident, { where: { id: recordId }, lock });
    const registered = await this.registration(manager, message);
    if (!resident || !registered || !isExpected(resident, message)) throw new FeedbackNotAwaited();
    if (resident.feedbackFrom !== null || locks.length > 0) {
      const act = {
        officer,
        ground: `BMG §33(1), (4): feedback of ${from}`,
        effectiveOn: localDay(new Date()),
        idempotencyKey: `feedback-${eventId}`,
        fingerprint: 'feedback',
      };
      await this.records.changeWithin(keeper, manager, recordId, act, receiveFeedback(locks));
    }
    await this.cases.settle(manager, recordId, 'FEEDBACK_OVERDUE', 'OBSOLETE');
    if (locks.length === 0) return;
    await this.cases.open(manager, {
      recordId,
      authority: resident.authority ?? '',
      kind: 'PROTECTED_FEEDBACK',
      eventId,
      otherAuthority: from,
      effectiveOn: registered.effectiveOn,
      reportedAt: registered.recordedAt.toISOString(),
    });
  }

  private async registration(
    manager: EntityManager,
    { recordId, eventId }: FeedbackMessage,
  ): Promise<Registered | undefined> {
    const [found] = await manager.query<Registered[]>(
      `select effective_on::text as "effectiveOn", recorded_at as "recordedAt" from resident_history
       where record_id = $1 and event_id = $2 and type = 'resident.registered.v1'`,
      [recordId, eventId],
    );
    return found;
  }
}

/** From the authority of the former home, also after an officer has ended the wait. */
function isExpected(
  { authority, feedbackFrom, formerHome }: Resident,
  { from, to }: FeedbackMessage,
): boolean {
  const expected = feedbackFrom ?? (formerHome && awaitedFrom(formerHome));
  return (
    expected !== null && authority !== null && isSameKeeper(expected, from) && isSameKeeper(authority, to)
  );
}
