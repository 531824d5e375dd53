import { Injectable, Logger } from '@nestjs/common';
import type { DisclosureAnswer, Permit, Recall, RegisterName } from '#libs/contracts';
import { Overloaded } from '#libs/service-kit';
import { RegisterDirectory, type Towards } from '../registers/index.ts';
import { AuditLane } from './audit-lane.ts';
import type { Decision } from './decision.store.ts';
import { RegisterUnavailable } from './lookup.errors.ts';
import { countAnswer } from './lookup.metrics.ts';
import { beyond, type UsableAnswer } from './lookup.rules.ts';
import type { Outcome, OutcomeStatus } from './outcome.sql.ts';

interface Asking {
  readonly decision: Decision;
  readonly towards: Towards;
}

interface Recorded {
  readonly decision: Decision;
  readonly verdict: { readonly fields: readonly string[] };
}

/** What follows a decision that permits: the register's answer, and the outcome on record before anybody sees it. */
@Injectable()
export class DisclosureClient {
  private readonly logger = new Logger('Lookups');

  constructor(
    private readonly registers: RegisterDirectory,
    private readonly audit: AuditLane,
  ) {}

  /** @throws RegisterUnavailable, DecisionUnavailable, Overloaded */
  async disclose(register: RegisterName, permit: Permit, asked: Asking): Promise<UsableAnswer> {
    const answer = await this.ask(register, permit, asked);
    await this.record(answer, { decision: asked.decision, verdict: permit });
    return answer;
  }

  /** The answer without an outcome, which has to be recorded before anybody sees it. @throws as {@link disclose} */
  ask(register: RegisterName, permit: Permit, { decision, towards }: Asking): Promise<UsableAnswer> {
    return this.usable(register, this.registers.disclose(register, permit, towards), decision);
  }

  /** What was released earlier, with its outcome on record. @throws as {@link disclose} */
  async recall(
    register: RegisterName,
    recall: Recall,
    { decision, keptAt }: { readonly decision: Decision; readonly keptAt?: Towards },
  ): Promise<UsableAnswer> {
    const answer = await this.usable(register, this.registers.recall(register, recall, keptAt), decision);
    await this.record(answer, { decision, verdict: recall });
    return answer;
  }

  private async usable(
    register: RegisterName,
    asked: Promise<DisclosureAnswer>,
    decision: Decision,
  ): Promise<UsableAnswer> {
    const answer = await asked.catch((error: unknown) => {
      // A queue of our own that is full says nothing about the register.
      if (!(error instanceof Overloaded)) countAnswer(register, 'unavailable');
      return this.giveUp(decision, 'REGISTER_UNAVAILABLE', error);
    });
    countAnswer(register, answer.status === 'REFUSED' ? 'refused' : 'answered');
    if (answer.status === 'REFUSED') {
      return this.giveUp(decision, 'REGISTER_REFUSED', new Error(`permit refused: ${answer.reason}`));
    }
    return answer;
  }

  /** @throws DecisionUnavailable when the outcome could not be recorded; then nothing may be disclosed */
  async record(answer: UsableAnswer, recorded: Recorded): Promise<void> {
    await this.audit.record(outcomeOf(answer, recorded));
  }

  private async giveUp(decision: Decision, status: OutcomeStatus, cause: unknown): Promise<never> {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    this.logger.warn({ msg: 'register gave no answer', lookupId: decision.id, status, reason });
    await this.audit.record({ decisionId: decision.id, status, released: 0, concerns: [] });
    throw new RegisterUnavailable(decision.id, { cause });
  }
}

export const outcomeOf = (answer: UsableAnswer, { decision, verdict }: Recorded): Outcome => ({
  decisionId: decision.id,
  status: answer.status,
  released: answer.status === 'EVIDENCE' ? verdict.fields.length : 0,
  concerns: beyond(answer.concerns, decision.citizen),
});
