import { Inject, Injectable } from '@nestjs/common';

import type { AccessClaims } from '#libs/contracts';
import { Overloaded } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { PolicyStore } from '../policy/index.ts';
import { type Decision, DecisionStore, newDecisionId, STALE } from './decision.store.ts';
import { decide, type Permitted, type Verdict } from './decide.rules.ts';
import type { LookupRequestDto } from './lookup-request.dto.ts';
import type { LookupAnswerDto } from './lookup-answer.dto.ts';
import { DisclosureClient } from './disclosure.client.ts';
import { toAnswer, toPermit, toQuestion, toRow } from './lookup.rules.ts';
import { consentItem, LookupRefused } from './lookup.errors.ts';
import { Routes } from '../routing/index.ts';
import { type Subject, SubjectPseudonyms } from '../subjects/index.ts';

/** A policy change makes a batch decide again; several in a row would be an attack on the operator's own policy. */
const MAX_ROUNDS = 5;

export interface ReadLookup {
  readonly request: LookupRequestDto;
  readonly subject: Subject;
}

interface Deciding extends ReadLookup {
  readonly id: string;
  readonly pseudonym: string;
  readonly caller: AccessClaims;
  readonly traceId: string;
}

interface Granted {
  readonly verdict: Permitted;
  readonly decision: Decision;
}

/** One lookup from the validated request to its recorded outcome (architecture §2). */
@Injectable()
export class LookupService {
  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly decisions: DecisionStore,
    private readonly routes: Routes,
    private readonly disclosures: DisclosureClient,
  ) {}

  /** @throws LookupRefused, RegisterUnavailable, DecisionUnavailable, Overloaded */
  async lookUp(
    { request, subject }: ReadLookup,
    caller: AccessClaims,
    traceId: string,
  ): Promise<LookupAnswerDto> {
    const id = newDecisionId();
    const register = this.types.get(request.evidenceType)?.register;
    const pseudonym = this.pseudonyms.of(subject);
    const route = register && this.routes.of(register, { subject, pseudonym, asked: id });
    // Who is refused needs none; then its fault is nobody's.
    route?.catch(() => undefined);
    const { verdict, decision } = await this.decide({ id, request, subject, pseudonym, caller, traceId });
    const permit = toPermit(request, subject, verdict, decision);
    const towards = (await route)!;
    const answer = await this.disclosures.disclose(verdict.type.register, permit, { decision, towards });
    return toAnswer(answer, verdict, request);
  }

  private async decide({ id, request, subject, pseudonym, caller, traceId }: Deciding): Promise<Granted> {
    const question = toQuestion(request, subject, caller);
    const citizen = subject.kind === 'idnr' ? pseudonym : undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const policy = this.policy.current;
      const verdict = decide(question, { types: this.types, policy, nowMs: Date.now() });
      const row = toRow({ id, request, question, verdict, policy, subject: pseudonym, citizen, traceId });
      const decision = await this.decisions.submit(row);
      if (decision !== STALE) return toGranted(verdict, decision);
      await this.policy.reload();
    }
    throw new Overloaded();
  }
}

function toGranted(verdict: Verdict, decision: Decision): Granted {
  if (!verdict.permitted) throw new LookupRefused(decision.id, verdict.refusal, verdict.items);
  if (decision.refusal !== null) {
    throw new LookupRefused(decision.id, decision.refusal, [consentItem(decision.refusal)]);
  }
  return { verdict, decision };
}
