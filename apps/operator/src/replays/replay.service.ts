import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Kafka, topicExists } from '#libs/kafka';
import { type AccessClaims, type Actor, actorOf, nameOf, type PersonalActor } from '#libs/contracts';
import { PersonRequired } from '#libs/service-kit';
import { askKafka, GroupUnknown, hasVanished } from '../ask-kafka.ts';
import { AuditStore } from '../audit/audit.store.ts';
import { KAFKA } from '../injection-tokens.ts';
import { checkTarget, resolveNow, selectionProblem } from './dry-run.ts';
import { orderOf, type ReplayOrder } from './replay-order.rules.ts';
import { DryRunStale, SelectionEmpty, SelfApproval, TopicUnknown } from './replay.errors.ts';
import { requireApprovable, requirePassed, requireStartable } from './replay-approval.rules.ts';
import type { Replay, ReplayStepName } from './replay.ts';
import type { ReplayDraftDto } from './replay-draft.dto.ts';
import { ReplayRunner } from './replay-runner.service.ts';
import { ReplayStore } from './replay.store.ts';

type Columns = Readonly<Record<string, unknown>>;

interface StepGround {
  /** Of the dry run that the step rests on, and on no later one. */
  readonly dryRunAt?: Date | null;
  /** Of the entry in the audit log. */
  readonly detail?: object;
}

/** What operators do with replays. Each step and its entry in the audit log are one transaction. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly store: ReplayStore,
    private readonly audit: AuditStore,
    private readonly runner: ReplayRunner,
    @Inject(KAFKA) private readonly kafka: Kafka,
  ) {}

  async draft(draft: ReplayDraftDto, operator: PersonalActor): Promise<Replay> {
    const order = orderOf(draft);
    await this.requirePossible(order);
    const { reason, ticket } = draft;
    return this.store.transaction(async (manager) => {
      const made = await this.store.insert(manager, { ...order, reason, ticket, requested: operator });
      await this.log(manager, 'drafted', made, operator, { ...summary(order), ticket });
      return made;
    });
  }

  /** Begins to count; the result is there when `dryRun` is. A former approval is void. */
  dryRun(id: string, operator: Actor): Promise<Replay> {
    const nothing = {
      dry_run: null,
      dry_run_at: null,
      approved_by: null,
      approved_issuer: null,
      approved_client: null,
      approved_at: null,
      approved_hash: null,
      approved_dry_run: null,
    };
    return this.step(id, 'dry-run', operator, 'dry-run', nothing);
  }

  /** @param dryRunHash of the dry run that the approver looked at */
  async approve(id: string, caller: AccessClaims, dryRunHash: string): Promise<Replay> {
    const operator = actorOf(caller);
    const replay = await this.store.find(id);
    try {
      requireApprovable(replay, caller, dryRunHash, Date.now());
    } catch (refusal) {
      if (refusal instanceof SelfApproval) await this.logAlone('self-approval-refused', replay, operator);
      if (refusal instanceof PersonRequired)
        await this.logAlone('machine-approval-refused', replay, operator);
      throw refusal;
    }
    const columns = {
      ...columnsOf('approved', operator),
      approved_at: new Date(),
      approved_hash: replay.orderHash,
      approved_dry_run: dryRunHash,
    };
    return this.step(id, 'approval', operator, 'approved', columns, {
      dryRunAt: replay.dryRunAt,
      detail: { dryRunHash },
    });
  }

  /** Freezes the end of the range: nothing that is written from now on belongs to it. */
  async start(id: string, operator: Actor): Promise<Replay> {
    const replay = await this.store.find(id);
    requireStartable(replay, Date.now());
    const { selection, target } = replay;
    const { ranges, retention, checks } = await askKafka(this.kafka, async (admin) => ({
      ...(await resolveNow(admin, selection)),
      checks: await checkTarget(admin, selection, target),
    }));
    // A group or a topic may have gone since the dry run, which found it there.
    requirePassed(replay, { retention, checks });
    if (!retention.complete)
      throw new DryRunStale('Events of the range have been deleted since the dry run.');
    return this.step(id, 'start', operator, 'started', {
      ...columnsOf('started', operator),
      started_at: new Date(),
      ranges: JSON.stringify(ranges),
    });
  }

  pause(id: string, operator: Actor): Promise<Replay> {
    return this.step(id, 'pause', operator, 'paused');
  }

  resume(id: string, operator: Actor): Promise<Replay> {
    return this.step(id, 'resume', operator, 'resumed');
  }

  cancel(id: string, operator: Actor): Promise<Replay> {
    return this.step(id, 'cancel', operator, 'cancelled', { ended_at: new Date() });
  }

  private async step(
    id: string,
    name: ReplayStepName,
    operator: Actor,
    action: string,
    columns: Columns = {},
    { dryRunAt, detail = {} }: StepGround = {},
  ): Promise<Replay> {
    const replay = await this.store.transaction(async (manager) => {
      const taken = await this.store.take(manager, id, name, columns, dryRunAt);
      await this.log(manager, action, taken, operator, { orderHash: taken.orderHash, ...detail });
      return taken;
    });
    this.runner.nudge();
    return replay;
  }

  private async requirePossible({ selection, target }: ReplayOrder): Promise<void> {
    const problem = await askKafka(this.kafka, async (admin) => {
      if (!(await topicExists(admin, selection.topic))) throw new TopicUnknown();
      if (target.kind === 'group' && (await hasVanished(admin, target.group)))
        throw new GroupUnknown([target.group]);
      return selectionProblem(admin, selection);
    });
    if (problem !== undefined) throw new SelectionEmpty(problem);
  }

  private log(
    manager: EntityManager,
    step: string,
    { id, reason }: Replay,
    actor: Actor,
    detail: object,
  ): Promise<void> {
    return this.audit.append(manager, { actor, action: `replay.${step}`, object: id, reason, detail });
  }

  private logAlone(step: string, replay: Replay, actor: Actor): Promise<void> {
    return this.store.transaction((manager) => this.log(manager, step, replay, actor, {}));
  }
}

/** For the audit log: how many keys, not which. */
function summary({ selection, target, ratePerSecond }: ReplayOrder): object {
  const { keys, ...rest } = selection;
  return { selection: { ...rest, ...(keys && { keys: keys.length }) }, target, ratePerSecond };
}

/** Columns of who took a step; issuer and client are a person's. */
const columnsOf = (step: 'approved' | 'started', actor: Actor): Columns => ({
  [`${step}_by`]: nameOf(actor),
  [`${step}_issuer`]: actor.person?.iss ?? null,
  [`${step}_client`]: actor.person ? actor.client : null,
});
