import { Inject, Injectable } from '@nestjs/common';
import { Overloaded, type UnspentProof } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { PolicyStore } from '../policy/index.ts';
import { Routes } from '../routing/index.ts';
import { type Subject, SubjectPseudonyms } from '../subjects/index.ts';
import { type Decision, DecisionStore, newDecisionId, STALE, type Staged } from './decision.store.ts';
import { decide, type Permitted, type Verdict } from './decide.rules.ts';
import { DisclosureClient } from './disclosure.client.ts';
import {
  type Asker,
  type EvidenceRequest,
  toPermit,
  toQuestion,
  toRow,
  type UsableAnswer,
} from './lookup.rules.ts';
import { consentItem, LookupRefused } from './lookup.errors.ts';

/** A policy change makes a batch decide again; several in a row would be an attack on the operator's own policy. */
const MAX_ROUNDS = 5;

export interface Asked {
  readonly request: EvidenceRequest;
  readonly subject: Subject;
  readonly caller: Asker;
  readonly traceId: string;
  /** Spent by the decision. */
  readonly proof?: UnspentProof | undefined;
  /** Of a preview the id is the decision's. */
  readonly staged?: Pick<Staged, 'actedBy' | 'actingAs'> &
    ({ readonly stage: 'PREVIEW' } | { readonly stage: 'RELEASE'; readonly preview: string });
  /** For whom it was chosen, where the subject does not say it. */
  readonly citizen?: string;
}

export interface Granted {
  readonly verdict: Permitted;
  readonly decision: Decision;
}

export interface Answered extends Granted {
  readonly answer: UsableAnswer;
}

type Deciding = Omit<Asked, 'staged'> & {
  readonly id: string;
  readonly pseudonym: string;
  readonly staged: Staged | undefined;
};

/** From a validated request to the register's answer: decided and on record before anything is asked (architecture §2). */
@Injectable()
export class EvidenceRequests {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly decisions: DecisionStore,
    private readonly routes: Routes,
    private readonly disclosures: DisclosureClient,
  ) {}

  /** The answer with its outcome on record. @throws LookupRefused, RegisterUnavailable, DecisionUnavailable, Overloaded */
  async disclosed(asked: Asked): Promise<Answered> {
    const answered = await this.answered(asked);
    await this.disclosures.record(answered.answer, answered);
    return answered;
  }

  /** The answer; nobody may see it before whoever asks has recorded an outcome. @throws as {@link disclosed} */
  async answered(asked: Asked): Promise<Answered> {
    const { request, subject } = asked;
    const id = newDecisionId();
    const register = this.types.get(request.evidenceType)?.register;
    const pseudonym = this.pseudonyms.of(subject);
    const route = register && this.routes.of(register, { subject, pseudonym, asked: id });
    // Who is refused needs none; then its fault is nobody's.
    route?.catch(() => undefined);
    const staged = asked.staged && { preview: id, ...asked.staged };
    const granted = await this.decide({ ...asked, id, pseudonym, staged });
    const { verdict, decision } = granted;
    const permit = toPermit(request, subject, verdict, decision);
    const told = staged?.stage === 'PREVIEW' ? { ...permit, recipient: 'PERSON' as const } : permit;
    const towards = (await route)!;
    const answer = await this.disclosures.ask(verdict.type.register, told, { decision, towards });
    return { ...granted, answer };
  }

  private async decide({ id, request, subject, pseudonym, caller, ...rest }: Deciding): Promise<Granted> {
    const { staged, traceId, proof } = rest;
    const question = toQuestion(request, subject, caller, staged);
    const citizen = rest.citizen ?? (subject.kind === 'idnr' ? pseudonym : undefined);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const policy = this.policy.current;
      const verdict = decide(question, { types: this.types, policy, nowMs: Date.now() });
      const row = toRow({
        id,
        request,
        question,
        verdict,
        policy,
        subject: pseudonym,
        citizen,
        traceId,
        staged,
        proof,
      });
      const decision = await this.decisions.submit(row);
      if (decision !== STALE) return this.granted(verdict, decision, request);
      await this.policy.reload();
    }
    throw new Overloaded();
  }

  /** Only who comes too soon has to be told when, and only then it is asked. */
  private async granted(
    verdict: Verdict,
    decision: Decision,
    { consentId }: EvidenceRequest,
  ): Promise<Granted> {
    const { id, refusal } = decision;
    if (!verdict.permitted) throw new LookupRefused(id, verdict.refusal, verdict.items);
    if (refusal === null) return { verdict, decision };
    const waitS = refusal === 'consent-too-soon' ? await this.decisions.waitS(consentId!) : undefined;
    throw new LookupRefused(id, refusal, [consentItem(refusal)], waitS);
  }
}
