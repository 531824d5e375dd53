import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { declarationOf, type ErrorCode, type ProblemDetailItem } from '#libs/contracts';
import { HOT_POOL } from '#libs/service-kit';
import { newDecisionId } from '../lookups/index.ts';
import { actingFor, keptBy, PolicyStore } from '../policy/index.ts';
import { Routes } from '../routing/index.ts';
import { type Subject, SubjectPseudonyms } from '../subjects/index.ts';
import { EventDecisions, type Subscriber } from './event-decisions.service.ts';
import { consentFaultSql } from './subscription.sql.ts';
import type { Identifiers } from '../identifiers.decorator.ts';
import type { SubscribedSubjectDto } from './subscription.dto.ts';
import { refuseAny } from './following.errors.ts';
import { readSubjects } from './subscription.rules.ts';
import type { ListedSubject } from './subscription.ts';

/** The subscriber, and the event types that a company is asked for on behalf of. */
export interface SubjectsOf extends Subscriber {
  readonly eventTypes: readonly string[];
  readonly evidenceType: string;
}

/**
 * Turns identifiers into the pseudonyms that are kept. No register is asked about persons or vehicles, so nothing can
 * tell one that is unknown or locked from another. Companies are public (HGB §9(1)); the register is asked for the record
 * id by which its events name them, and one it does not know is listed like the others and never heard of.
 */
@Injectable()
export class SubscriptionSubjects {
  constructor(
    @Inject(HOT_POOL) private readonly pool: Pool,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly decisions: EventDecisions,
    private readonly routes: Routes,
    private readonly policy: PolicyStore,
  ) {}

  /** @throws SubscriptionNotPossible; RegisterUnavailable, DecisionUnavailable, Overloaded for companies */
  async list(
    subjects: readonly (SubscribedSubjectDto & Identifiers)[],
    subscriber: SubjectsOf,
    traceId: string,
  ): Promise<readonly ListedSubject[]> {
    const read = readSubjects(subjects, subscriber);
    const listed = await Promise.all(
      read.map(async (subject, index): Promise<ListedSubject> => {
        const { reference, consentId } = subjects[index]!;
        const eventSubject = await this.eventSubject(subject, reference, subscriber, traceId);
        const pseudonym = this.pseudonyms.of(subject);
        const id = newDecisionId();
        const keeper = await this.routes.keeperOf(subscriber.register, { subject, pseudonym, asked: id });
        return {
          id,
          reference,
          subjectKind: subject.kind,
          subject: pseudonym,
          eventSubject,
          consentId,
          keeper,
        };
      }),
    );
    if (subscriber.byWill) await this.checkConsents(listed, subscriber);
    return listed;
  }

  private async eventSubject(
    subject: Subject,
    reference: string,
    subscriber: SubjectsOf,
    traceId: string,
  ): Promise<string> {
    const { kind, value } = subject;
    const { register } = subscriber;
    const named = declarationOf(register).events.followedBy[kind];
    if (named === 'citizen') return this.pseudonyms.inEvents(register, this.pseudonyms.of(subject));
    if (named !== 'lookup') return this.pseudonyms.inEvents(register, value);
    const answer = await this.decisions.ask(subscriber, {
      eventTypes: subscriber.eventTypes,
      named: subject,
      subject: this.pseudonyms.of(subject),
      citizen: undefined,
      consentId: undefined,
      reference,
      traceId,
    });
    const recordId = answer?.status === 'EVIDENCE' ? answer.evidence['recordId'] : undefined;
    return this.pseudonyms.inEvents(register, typeof recordId === 'string' ? recordId : `unknown ${value}`);
  }

  /** A first look, so that a wrong id is noticed at once; what counts is each delivery's own decision. */
  private async checkConsents(listed: readonly ListedSubject[], subscriber: SubjectsOf): Promise<void> {
    const policy = this.policy.current;
    const { rows } = await this.pool.query<{ fault: ErrorCode | null }>(consentFaultSql, [
      listed.map(({ consentId }) => consentId ?? null),
      listed.map(({ subject }) => subject),
      keptBy(policy, actingFor(policy, subscriber.authority)),
      subscriber.purpose,
      subscriber.evidenceType,
    ]);
    const detail = 'The record does not allow these events for this subject, authority and purpose now.';
    refuseAny(
      rows.flatMap(({ fault }, index): ProblemDetailItem[] =>
        fault === null ? [] : [{ pointer: `/subjects/${index}/consentId`, code: fault, detail }],
      ),
    );
  }
}
