import { Injectable } from '@nestjs/common';
import type { AccessClaims, RegisterName } from '#libs/contracts';
import { ClientInactive, pageOf, type Submission } from '#libs/service-kit';
import { IdempotentRequests } from '../idempotency/index.ts';
import { newDecisionId } from '../lookups/index.ts';
import { limitOf, type UuidPageQueryDto } from '../page-query.dto.ts';
import { CallbackUnknown, hasCallback, keptBy, PolicyStore } from '../policy/index.ts';
import { EventDecisions, type Subscriber } from './event-decisions.service.ts';
import type { SubjectListDto, SubscriptionDto, SubscriptionListDto } from './subscription-answer.dto.ts';
import type { AddSubjectsDto, SubscribedSubjectDto, SubscriptionRequestDto } from './subscription.dto.ts';
import { SubscriptionEnded, SubscriptionNotGranted } from './following.errors.ts';
import {
  checkLastDay,
  checkUnique,
  readSubjects,
  registerOfAll,
  stateAt,
  toDto,
} from './subscription.rules.ts';
import { type SubjectsOf, SubscriptionSubjects } from './subscription-subjects.service.ts';
import { SubscriptionStore } from './subscription.store.ts';

/** How a request came. */
export interface Sent {
  readonly traceId: string;
  readonly submission: Submission;
}

interface Wish {
  readonly purpose: string;
  readonly eventTypes: readonly string[];
  readonly subjects: readonly SubscribedSubjectDto[];
}

/** Making, seeing and ending a client's own subscriptions. */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly policy: PolicyStore,
    private readonly decisions: EventDecisions,
    private readonly subjects: SubscriptionSubjects,
    private readonly subscriptions: SubscriptionStore,
    private readonly requests: IdempotentRequests,
  ) {}

  /** @throws ClientInactive, SubscriptionNotPossible, SubscriptionNotGranted, CallbackUnknown, RegisterUnavailable */
  async create(
    request: SubscriptionRequestDto,
    caller: AccessClaims,
    { traceId, submission }: Sent,
  ): Promise<SubscriptionDto> {
    const once = this.requests.of(submission, caller.clientId, 'POST /v1/subscriptions');
    const earlier = await once?.earlier();
    if (earlier !== undefined) return this.one(earlier, caller);
    const { purpose, eventTypes, lastDay, callback, subjects } = request;
    const register = registerOfAll(eventTypes);
    checkLastDay(lastDay, new Date());
    const policy = await this.policy.upToDate();
    const subscriber = this.subscriberFor(request, register, caller);
    if (callback !== undefined && !hasCallback(policy, callback, subscriber.authority))
      throw new CallbackUnknown();
    const listed = await this.subjects.list(subjects, subscriber, traceId);
    checkUnique(listed, [], 0);
    const { clientId, authority, byWill } = subscriber;
    const id = await this.subscriptions.create(
      {
        id: newDecisionId(),
        clientId,
        authority,
        purpose,
        register,
        eventTypes,
        byWill,
        callback: callback ?? null,
        lastDay,
      },
      listed,
      once,
    );
    return this.one(id, caller);
  }

  /** @throws SubscriptionUnknown, SubscriptionEnded, and as {@link create} */
  async add(
    id: string,
    { subjects }: AddSubjectsDto,
    caller: AccessClaims,
    { traceId, submission }: Sent,
  ): Promise<SubscriptionDto> {
    const subscription = await this.subscriptions.own(id, caller);
    const once = this.requests.of(submission, caller.clientId, `POST /v1/subscriptions/${id}/subjects`);
    if ((await once?.earlier()) !== undefined) return this.one(id, caller);
    if (stateAt(subscription, new Date()) !== 'ACTIVE') throw new SubscriptionEnded();
    await this.policy.upToDate();
    const listed = await this.subjects.list(
      subjects,
      this.granted(subscription, subscription.eventTypes),
      traceId,
    );
    await this.subscriptions.add(id, listed, (others, count) => checkUnique(listed, others, count), once);
    return this.one(id, caller);
  }

  /** References that are not listed are passed over. @throws SubscriptionUnknown */
  async remove(id: string, references: readonly string[], caller: AccessClaims): Promise<SubscriptionDto> {
    await this.subscriptions.own(id, caller);
    await this.subscriptions.remove(id, references);
    return this.one(id, caller);
  }

  /** @throws SubscriptionUnknown */
  async end(id: string, caller: AccessClaims): Promise<SubscriptionDto> {
    await this.subscriptions.own(id, caller);
    await this.subscriptions.end(id);
    return this.one(id, caller);
  }

  /** @throws SubscriptionUnknown */
  async one(id: string, caller: AccessClaims): Promise<SubscriptionDto> {
    return toDto(await this.subscriptions.described(id, caller));
  }

  async list(query: UuidPageQueryDto, caller: AccessClaims): Promise<SubscriptionListDto> {
    const limit = limitOf(query);
    const { clientId } = caller;
    const authorities = keptBy(this.policy.current, authorityOf(caller));
    const found = await this.subscriptions.list(clientId, authorities, limit + 1, query.after);
    const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
    return { subscriptions: rows.map(toDto), ...next };
  }

  /** @throws SubscriptionUnknown */
  async listed(
    id: string,
    limit: number,
    after: string | undefined,
    caller: AccessClaims,
  ): Promise<SubjectListDto> {
    await this.subscriptions.own(id, caller);
    const found = await this.subscriptions.subjects(id, limit + 1, after);
    const { rows, ...next } = pageOf(found, limit, ({ reference }) => reference);
    const subjects = rows.map(({ reference, consentId, addedAt }) => ({
      reference,
      ...(consentId !== null && { consentId }),
      addedAt: addedAt.toISOString(),
    }));
    return { subjects, ...next };
  }

  /** On the ground that the subjects come with; where only the other would do, they are told so. */
  private subscriberFor(
    { purpose, eventTypes, subjects }: Wish,
    register: RegisterName,
    caller: AccessClaims,
  ): SubjectsOf {
    const authority = authorityOf(caller);
    const byWill = subjects.some(({ consentId }) => consentId !== undefined);
    const subscriber: Subscriber = { clientId: caller.clientId, authority, purpose, register, byWill };
    const other = { ...subscriber, byWill: !byWill };
    if (!this.decisions.grantFor(subscriber, eventTypes) && this.decisions.grantFor(other, eventTypes)) {
      readSubjects(subjects, other);
    }
    return this.granted(subscriber, eventTypes);
  }

  private granted(subscriber: Subscriber, eventTypes: readonly string[]): SubjectsOf {
    const grant = this.decisions.grantFor(subscriber, eventTypes);
    if (grant === undefined) throw new SubscriptionNotGranted();
    return { ...subscriber, eventTypes, evidenceType: grant.evidenceType };
  }
}

function authorityOf({ authority }: AccessClaims): string {
  if (authority === undefined) throw new ClientInactive();
  return authority;
}
