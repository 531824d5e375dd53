import { Inject, Injectable, Logger } from '@nestjs/common';

import type { AccessClaims } from '#libs/contracts';
import { Overloaded } from '#libs/service-kit';
import { EVIDENCE_TYPES } from '../injection-tokens.ts';
import type { EvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { PolicyStore } from '../policy/policy.store.ts';
import { RegisterDirectory } from '../registers/register.directory.ts';
import { newDecisionId } from './decision-id.ts';
import { decide, type Permitted, type Verdict } from './decide.rules.ts';
import { type Decision, DecisionStore, STALE } from './decision.store.ts';
import type { LookupRequestDto } from './lookup-request.dto.ts';
import type { LookupAnswerDto } from './lookup-answer.dto.ts';
import { beyond, toAnswer, type UsableAnswer, toPermit, toQuestion, toRow } from './lookup.rules.ts';
import { consentItem, LookupRefused, RegisterUnavailable } from './lookup.errors.ts';
import { type OutcomeStatus, OutcomeStore } from './outcome.store.ts';
import { SubjectPseudonyms } from './subject-pseudonyms.service.ts';
import { readSubject, type Subject } from './subject.rules.ts';

/** A policy change makes a batch decide again; several in a row would be an attack on the operator's own policy. */
const MAX_ROUNDS = 5;

interface Granted {
  readonly verdict: Permitted;
  readonly decision: Decision;
}

/** One lookup from the validated request to its recorded outcome (architecture §2). */
@Injectable()
export class LookupService {
  private readonly logger = new Logger('Lookups');

  constructor(
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly decisions: DecisionStore,
    private readonly registers: RegisterDirectory,
    private readonly outcomes: OutcomeStore,
  ) {}

  /** @throws LookupRefused, RegisterUnavailable, RequestInvalid, DecisionUnavailable, Overloaded */
  async lookUp(request: LookupRequestDto, caller: AccessClaims, traceId: string): Promise<LookupAnswerDto> {
    const subject = readSubject(request.subject);
    const granted = await this.decide(request, subject, caller, traceId);
    const answer = await this.disclose(request, subject, granted);
    return toAnswer(answer, granted.verdict, request);
  }

  private async decide(
    request: LookupRequestDto,
    subject: Subject,
    caller: AccessClaims,
    traceId: string,
  ): Promise<Granted> {
    const question = toQuestion(request, subject, caller);
    const pseudonym = this.pseudonyms.of(subject);
    const citizen = subject.kind === 'idnr' ? pseudonym : undefined;
    const id = newDecisionId();
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

  private async disclose(
    request: LookupRequestDto,
    subject: Subject,
    { verdict, decision }: Granted,
  ): Promise<UsableAnswer> {
    const permit = toPermit(request, subject, verdict, decision);
    const answer = await this.registers
      .disclose(verdict.type.register, permit)
      .catch((error: unknown) => this.giveUp(decision, 'REGISTER_UNAVAILABLE', error));
    if (answer.status === 'REFUSED') {
      return this.giveUp(decision, 'REGISTER_REFUSED', new Error(`permit refused: ${answer.reason}`));
    }
    await this.outcomes.submit({
      decisionId: decision.id,
      status: answer.status,
      released: answer.status === 'EVIDENCE' ? permit.fields.length : 0,
      concerns: beyond(answer.concerns, decision.citizen),
    });
    return answer;
  }

  private async giveUp(decision: Decision, status: OutcomeStatus, cause: unknown): Promise<never> {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    this.logger.warn({ msg: 'register gave no answer', lookupId: decision.id, status, reason });
    await this.outcomes.submit({ decisionId: decision.id, status, released: 0, concerns: [] });
    throw new RegisterUnavailable(decision.id, { cause });
  }
}

function toGranted(verdict: Verdict, decision: Decision): Granted {
  if (!verdict.permitted) throw new LookupRefused(decision.id, verdict.refusal, verdict.items);
  if (decision.refusal !== null) {
    throw new LookupRefused(decision.id, decision.refusal, [consentItem(decision.refusal)]);
  }
  return { verdict, decision };
}
