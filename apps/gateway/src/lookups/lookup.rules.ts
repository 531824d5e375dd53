import type { DisclosureAnswer, FieldProvenance, Permit, RegisterName } from '#libs/contracts';
import type { UnspentProof } from '#libs/service-kit';
import type { PolicySnapshot } from '../policy/index.ts';
import type { Subject } from '../subjects/index.ts';
import type { LookupQuestion, Permitted, Verdict } from './decide.rules.ts';
import type { Decision, DecisionRequest, Staged } from './decision.store.ts';
import type { LookupAnswerDto, ProvenanceDto } from './lookup-answer.dto.ts';
import type { LookupRequestDto } from './lookup-request.dto.ts';

/** What is asked of the register, however its subject is named. */
export type EvidenceRequest = Omit<LookupRequestDto, 'subject'>;

/** For whom it is asked. */
export interface Asker {
  readonly clientId: string;
  readonly authority?: string | undefined;
}

/** What is left of a register's answers once refusals are dealt with. */
export type UsableAnswer = Extract<DisclosureAnswer, { readonly status: 'EVIDENCE' | 'NO_EVIDENCE' }>;

const none: readonly string[] = [];

/** Persons concerned whom the decision row does not name already. */
export const beyond = (concerns: readonly string[], citizen: string | null): readonly string[] =>
  concerns.length === 0 || (concerns.length === 1 && concerns[0] === citizen)
    ? none
    : concerns.filter((each) => each !== citizen);

export function toQuestion(
  request: EvidenceRequest,
  subject: Subject,
  caller: Asker,
  staged?: Staged,
): LookupQuestion {
  return {
    clientId: caller.clientId,
    authority: caller.authority,
    evidenceType: request.evidenceType,
    purpose: request.purpose,
    subjectKind: subject.kind,
    hasBirthDate: subject.birthDate !== undefined,
    fields: request.fields,
    hasConsent: request.consentId !== undefined,
    stage: staged?.stage,
  };
}

interface RowParts {
  readonly id: string;
  readonly request: EvidenceRequest;
  readonly question: LookupQuestion;
  readonly verdict: Verdict;
  readonly policy: PolicySnapshot;
  readonly subject: string;
  readonly citizen: string | undefined;
  readonly traceId: string;
  readonly staged: Staged | undefined;
  readonly proof: UnspentProof | undefined;
}

export function toRow({
  id,
  request,
  question,
  verdict,
  policy,
  subject,
  citizen,
  traceId,
  staged,
  proof,
}: RowParts): DecisionRequest {
  const grant = verdict.permitted ? verdict.grant : undefined;
  return {
    id,
    clientId: question.clientId,
    authority: question.authority ?? '',
    predecessors: policy.predecessors.get(question.authority ?? ''),
    purpose: question.purpose,
    evidenceType: question.evidenceType,
    fieldList: request.fields?.join(' ') ?? grant?.fieldList ?? '',
    subject,
    citizen,
    grantId: grant?.id,
    consentId: request.consentId,
    refusal: verdict.permitted ? undefined : verdict.refusal,
    revision: policy.revision,
    caseReference: request.caseReference,
    traceId,
    staged,
    proof,
  };
}

/** Exact in subject and fields. Where the citizen's will is the ground, the record must concern that citizen. */
export function toPermit(
  request: EvidenceRequest,
  subject: Subject,
  verdict: Permitted,
  decision: Decision,
): Permit {
  const { grant, type, fields } = verdict;
  return {
    decisionId: decision.id,
    subjectKind: subject.kind,
    subject: subject.value,
    ...(subject.birthDate !== undefined && { birthDate: subject.birthDate }),
    ...(grant.kind !== 'STATUTE' && { citizen: decision.citizen! }),
    fields,
    evidenceType: type.id,
    authority: grant.authority,
    purpose: request.purpose,
  };
}

export function toAnswer(
  answer: UsableAnswer,
  { type, grant }: Permitted,
  { consentId }: EvidenceRequest,
): LookupAnswerDto {
  const lookupId = answer.decisionId;
  if (answer.status === 'NO_EVIDENCE') return { lookupId, status: 'NO_EVIDENCE', evidenceType: type.id };
  return {
    lookupId,
    status: 'EVIDENCE',
    evidenceType: type.id,
    basis: { kind: grant.kind, legalBasis: grant.legalBasis, ...(consentId !== undefined && { consentId }) },
    registerAuthority: answer.registerAuthority,
    asOf: new Date().toISOString(),
    validFor: type.validFor,
    evidence: answer.evidence,
    provenance: withRegister(answer.provenance, type.register),
  };
}

export function withRegister(
  provenance: Readonly<Record<string, FieldProvenance>>,
  register: RegisterName,
): Readonly<Record<string, ProvenanceDto>> {
  const named: Record<string, ProvenanceDto> = {};
  for (const path of Object.keys(provenance)) {
    const { version, effectiveOn, recordedAt } = provenance[path]!;
    named[path] = { register, version, effectiveOn, recordedAt };
  }
  return named;
}
