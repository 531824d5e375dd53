import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type AccessClaims,
  type Actor,
  actorOf,
  type CorrectData,
  inboxCommands,
  nameOf,
} from '#libs/contracts';
import { correctEvent, type Corrected, faultsOfTransform, schemaOfType } from '#libs/corrections';
import type { Kafka } from '#libs/kafka';
import { PersonRequired } from '#libs/service-kit';
import { requireGroup } from '../ask-kafka.ts';
import { AuditStore } from '../audit/audit.store.ts';
import { commandOf } from '../dead-letters/command.rules.ts';
import { CommandSender } from '../dead-letters/command-sender.service.ts';
import { requireNonePending } from '../dead-letters/redrive.store.ts';
import { KAFKA } from '../injection-tokens.ts';
import { requireRecentLogin } from '../recent-login.rules.ts';
import {
  CorrectionSelfApproval,
  CorrectionUnsuitable,
  DeadLetterNotCorrectable,
} from './correction.errors.ts';
import { CorrectionStore, type LetterToCorrect, type NewCorrection } from './correction.store.ts';
import {
  type CorrectionDryRun,
  type CorrectionRow,
  hashOf,
  LAPSES_AFTER_MS,
  requireApprovable,
  requireStep,
} from './correction.ts';
import { contentOf } from './letter-content.ts';

/** Causes in whose letters the event is one that its group knows. */
const correctable: readonly string[] = ['handler-failed', 'key-parked'];

/** What operators do to correct dead letters. Each step and its entry in the audit log are one transaction. */
@Injectable()
export class CorrectionService {
  constructor(
    private readonly store: CorrectionStore,
    private readonly audit: AuditStore,
    private readonly sender: CommandSender,
    @Inject(KAFKA) private readonly kafka: Kafka,
  ) {}

  draft(letterId: string, draft: NewCorrection): Promise<CorrectionRow> {
    return this.store.transaction(async (manager) => {
      const letter = await this.store.lockLetter(manager, letterId);
      requireCorrectable(letter, draft);
      const made = await this.store.insert(manager, letterId, draft);
      const { transform, ticket } = draft;
      await this.log(manager, 'drafted', made, draft.requested, { deadLetter: letterId, ticket, transform });
      return made;
    });
  }

  /** Applies the transform to what is parked now, and keeps how that differs. */
  async dryRun(id: string, operator: Actor): Promise<CorrectionRow> {
    const correction = await this.store.find(id);
    requireStep(correction, 'dry-run');
    const letter = await this.store.letter(correction.deadLetterId);
    const corrected = correctedOf(await contentOf(this.kafka, letter), correction);
    return this.store.transaction(async (manager) => {
      const number = await this.store.nextDryRun(manager, id);
      const dryRun = dryRunOf(correction, letter, corrected, number);
      const columns = { dry_run: dryRun, dry_run_at: new Date(), dry_runs: number };
      const taken = await this.store.take(manager, id, 'dry-run', columns);
      await this.log(manager, 'dry-run', taken, operator, { hash: dryRun.hash });
      return taken;
    });
  }

  /** @param hash of the dry run that the approver looked at */
  async approve(id: string, caller: AccessClaims, hash: string): Promise<CorrectionRow> {
    const operator = actorOf(caller);
    const correction = await this.store.find(id);
    try {
      requireApprovable(correction, operator, hash, Date.now());
      requireRecentLogin(caller, Date.now());
    } catch (refusal) {
      if (refusal instanceof CorrectionSelfApproval)
        await this.logAlone('self-approval-refused', correction, operator);
      if (refusal instanceof PersonRequired)
        await this.logAlone('machine-approval-refused', correction, operator);
      throw refusal;
    }
    await requireGroup(this.kafka, correction.group);
    const approved = await this.store.transaction(async (manager) => {
      const letter = await this.store.lockLetter(manager, correction.deadLetterId);
      // Of two approvals the second is told of the first.
      requireStep(await this.store.find(id, manager), 'approval');
      await requireNonePending(manager, letter);
      const now = Date.now();
      const columns = {
        approved_by: nameOf(operator),
        approved_issuer: operator.person?.iss ?? null,
        approved_client: operator.client,
        approved_at: new Date(now),
        lapses_at: new Date(now + LAPSES_AFTER_MS),
        approved_hash: hash,
      };
      const taken = await this.store.take(manager, id, 'approval', columns, hash);
      await this.command(manager, taken);
      await this.log(manager, 'approved', taken, operator, { hash });
      return taken;
    });
    this.sender.nudge();
    return approved;
  }

  cancel(id: string, operator: Actor): Promise<CorrectionRow> {
    return this.store.transaction(async (manager) => {
      const taken = await this.store.take(manager, id, 'cancel', { ended_at: new Date() });
      await this.log(manager, 'cancelled', taken, operator, {});
      return taken;
    });
  }

  /** Committed with the approval; the sender brings it to the group after. */
  private async command(manager: EntityManager, correction: CorrectionRow): Promise<void> {
    const { id, group, key, eventId, replayId, transform, secret, ...approved } = correction;
    const { requestedBy, approvedBy, dryRun, lapsesAt } = approved;
    const data: CorrectData = {
      key,
      eventId,
      ...(replayId !== '' && { replayId }),
      transform,
      secret,
      originalSha256: dryRun?.originalSha256 ?? '',
      correctedSha256: dryRun?.correctedSha256 ?? '',
      requestedBy,
      approvedBy: approvedBy ?? '',
      ...(lapsesAt && { notAfter: lapsesAt.toISOString() }),
    };
    const { topic, payload } = commandOf(id, group, inboxCommands.correct, data);
    await manager.query(
      'insert into command (id, correction_id, topic, key, payload) values ($1, $1, $2, $3, $4)',
      [id, topic, key, payload],
    );
  }

  private log(
    manager: EntityManager,
    step: string,
    { id, reason }: CorrectionRow,
    actor: Actor,
    detail: object,
  ): Promise<void> {
    const action = `dead-letters.correction-${step}`;
    return this.audit.append(manager, { actor, action, object: id, reason, detail });
  }

  private logAlone(step: string, correction: CorrectionRow, actor: Actor): Promise<void> {
    return this.store.transaction((manager) => this.log(manager, step, correction, actor, {}));
  }
}

/** @throws DeadLetterNotCorrectable, CorrectionUnsuitable */
function requireCorrectable(
  { type, causeCode }: LetterToCorrect,
  { transform }: Pick<NewCorrection, 'transform'>,
): void {
  const known = correctable.includes(causeCode) ? schemaOfType(type) : undefined;
  if (!known)
    throw new DeadLetterNotCorrectable(
      'Only an event of a type with a published schema can be corrected, which its handler refused or which waits behind one. Discard this one, and have its register publish it anew.',
    );
  const faults = faultsOfTransform(transform, known.schema);
  if (faults.length > 0) throw new CorrectionUnsuitable(faults);
}

/** @throws DeadLetterNotCorrectable, CorrectionUnsuitable */
function correctedOf(content: Buffer, { transform, eventId, type, secret }: CorrectionRow): Corrected {
  const correction = correctEvent(content, transform, { id: eventId, type }, secret);
  if (correction.ok) return correction.corrected;
  throw correction.of === 'event'
    ? new DeadLetterNotCorrectable(correction.detail)
    : new CorrectionUnsuitable(correction.faults);
}

function dryRunOf(
  correction: CorrectionRow,
  { waitsFor, holdsBack }: LetterToCorrect,
  { payload: _payload, ...found }: Corrected,
  number: number,
): CorrectionDryRun {
  const hash = hashOf(correction, { number, ...found });
  return { number, hash, ...found, waitsFor, holdsBack };
}
