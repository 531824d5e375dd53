import { Inject, Injectable } from '@nestjs/common';
import type { Permit, RegisterName, SubjectKind } from '#libs/contracts';
import { ClientInactive, Overloaded } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import {
  type Decision,
  DecisionStore,
  DisclosureClient,
  newDecisionId,
  STALE,
  type UsableAnswer,
} from '../lookups/index.ts';
import type { Towards } from '../registers/index.ts';
import { Routes } from '../routing/index.ts';
import { actingFor, type EventGrant, eventGrantFor, isActive, PolicyStore } from '../policy/index.ts';

/** Who would hear of changes, of which register, for what, and whether by the citizens' will. */
export interface Subscriber {
  readonly clientId: string;
  readonly authority: string;
  readonly purpose: string;
  readonly register: RegisterName;
  readonly byWill: boolean;
}

export interface EventQuestion {
  readonly eventTypes: readonly string[];
  /** How the register is to find the subject. */
  readonly named: { readonly kind: SubjectKind; readonly value: string };
  /** Whose record it is, where that is known. */
  readonly authority?: string | undefined;
  /** Pseudonym under which decisions and consents know the subject. */
  readonly subject: string;
  /** The person, where the subject is one. */
  readonly citizen: string | undefined;
  readonly consentId: string | undefined;
  /** The subscriber's file reference; the person sees it with the disclosure. */
  readonly reference: string;
  readonly traceId: string;
}

interface Granted {
  readonly grant: EventGrant;
  readonly decision: Decision;
}

const MAX_ROUNDS = 5;

/** May this be told now? Asked like a lookup each time: a decision on record, the consent locked, the register's locks. */
@Injectable()
export class EventDecisions {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly decisions: DecisionStore,
    private readonly routes: Routes,
    private readonly disclosures: DisclosureClient,
  ) {}

  /** The grant that covers all of these event types now, if there is one. @throws ClientInactive */
  grantFor(subscriber: Subscriber, eventTypes: readonly string[]): EventGrant | undefined {
    const policy = this.policy.current;
    const { clientId, purpose, register, byWill } = subscriber;
    const authority = actingFor(policy, subscriber.authority);
    if (!isActive(policy, clientId, authority)) throw new ClientInactive();
    const question = { authority, purpose, register, eventTypes, hasConsent: byWill };
    return eventGrantFor(question, { types: this.types, policy, nowMs: Date.now() });
  }

  /**
   * The register's answer, or nothing where the decision went against the subscriber.
   * @throws ClientInactive, RegisterUnavailable, DecisionUnavailable, Overloaded
   */
  async ask(subscriber: Subscriber, question: EventQuestion): Promise<UsableAnswer | undefined> {
    const granted = await this.decide(subscriber, question);
    if (granted === undefined || granted.decision.refusal !== null) return undefined;
    const { decision } = granted;
    const towards = await this.towards(subscriber, question, decision);
    return this.disclosures.disclose(subscriber.register, toPermit(subscriber, question, granted), {
      decision,
      towards,
    });
  }

  /** An event says itself of whose record it is. */
  private async towards(
    { register }: Subscriber,
    { named, subject, authority }: EventQuestion,
    { id }: Decision,
  ): Promise<Towards> {
    return authority === undefined
      ? this.routes.of(register, { subject: named, pseudonym: subject, asked: id })
      : { name: subject, authority };
  }

  private async decide(subscriber: Subscriber, question: EventQuestion): Promise<Granted | undefined> {
    const { clientId, purpose } = subscriber;
    const { subject, citizen, consentId, reference, traceId } = question;
    const id = newDecisionId();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { revision, predecessors } = this.policy.current;
      const grant = this.grantFor(subscriber, question.eventTypes);
      if (grant === undefined) return undefined;
      const decision = await this.decisions.submit({
        id,
        clientId,
        authority: grant.authority,
        predecessors: predecessors.get(grant.authority),
        purpose,
        evidenceType: grant.evidenceType,
        fieldList: grant.fieldList,
        subject,
        citizen,
        grantId: grant.id,
        consentId,
        refusal: undefined,
        revision,
        caseReference: reference,
        traceId,
        untold: true,
      });
      if (decision !== STALE) return { grant, decision };
      await this.policy.reload();
    }
    throw new Overloaded();
  }
}

/** Where the citizen's will is the ground, the record must still concern that citizen. */
const toPermit = (
  { purpose, byWill }: Subscriber,
  { named }: EventQuestion,
  { grant, decision }: Granted,
): Permit => ({
  decisionId: decision.id,
  subjectKind: named.kind,
  subject: named.value,
  ...(byWill && { citizen: decision.citizen! }),
  fields: grant.fields,
  evidenceType: grant.evidenceType,
  authority: grant.authority,
  purpose,
});
