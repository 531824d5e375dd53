import type { AccessClaims, DisclosureAnswer, FieldProvenance, Permit, RegisterName } from '#libs/contracts';
import type { PolicySnapshot } from '../policy/index.ts';
import type { Subject } from '../subjects/index.ts';
import type { LookupQuestion, Permitted, Verdict } from './decide.rules.ts';
import type { Decision, DecisionRequest } from './decision.store.ts';
import type { LookupAnswerDto, ProvenanceDto } from './lookup-answer.dto.ts';
import type { LookupRequestDto } from './lookup-request.dto.ts';

/** What is left of a register's answers once refusals are dealt with. */
export type UsableAnswer = Extract<DisclosureAnswer, { readonly status: 'EVIDENCE' | 'NO_EVIDENCE' }>;

const none: readonly string[] = [];

/** Persons concerned whom the decision row does not name already. */
export const beyond = (concerns: readonly string[], citizen: string | null): readonly string[] =>
  concerns.length === 0 || (concerns.length === 1 && concerns[0] === citizen)
    ? none
    : concerns.filter((each) => each !== citizen);

export function toQuestion(
  request: LookupRequestDto,
  subject: Subject,
  caller: AccessClaims,
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
  };
}

interface RowParts {
  readonly id: string;
  readonly request: LookupRequestDto;
  readonly question: LookupQuestion;
  readonly verdict: Verdict;
  readonly policy: PolicySnapshot;
  readonly subject: string;
  readonly citizen: string | undefined;
  readonly traceId: string;
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
}: RowParts): DecisionRequest {
  const grant = verdict.permitted ? verdict.grant : undefined;
  return {
    id,
    clientId: question.clientId,
    authority: question.authority ?? '',
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
  };
}

/** Exact in subject and fields. Where the citizen's will is the ground, the record must concern that citizen. */
export function toPermit(
  request: LookupRequestDto,
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
  { consentId }: LookupRequestDto,
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

function withRegister(
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
