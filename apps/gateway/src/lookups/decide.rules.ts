import type { ErrorCode, ProblemDetailItem, SubjectKind } from '#libs/contracts';
import type { EvidenceType, EvidenceTypes } from '../evidence-types/index.ts';
import {
  type Grant,
  grantKey,
  isActive,
  isPreviewed,
  isValidAt,
  outOfItsDays,
  type PolicySnapshot,
} from '../policy/index.ts';

/** What decide needs to know of a well-formed request by an authenticated caller. */
export interface LookupQuestion {
  readonly clientId: string;
  readonly authority: string | undefined;
  readonly evidenceType: string;
  readonly purpose: string;
  readonly subjectKind: SubjectKind;
  readonly hasBirthDate: boolean;
  /** Absent: all fields of the grant. */
  readonly fields?: readonly string[] | undefined;
  readonly hasConsent: boolean;
  /** A lookup where nothing is said. A preview is asked for by the person, through a portal that the policy does not know. */
  readonly stage?: 'PREVIEW' | 'RELEASE' | undefined;
}

/** Everything a decision may rest on besides the consent, which is judged inside the decision statement. */
export interface DecisionSnapshot {
  readonly types: EvidenceTypes;
  readonly policy: PolicySnapshot;
  readonly nowMs: number;
}

export type Refusal = Extract<
  ErrorCode,
  | 'client-inactive'
  | 'authority-ended'
  | 'authority-not-begun'
  | 'evidence-type-unknown'
  | 'purpose-unknown'
  | 'subject-kind-unsuitable'
  | 'birth-date-missing'
  | 'grant-missing'
  | 'field-unknown'
  | 'field-not-granted'
  | 'subject-kind-not-granted'
  | 'preview-required'
  | `consent-${'required' | 'not-needed' | 'foreign' | 'mismatch' | 'expired' | 'withdrawn' | 'superseded' | 'exhausted' | 'paused' | 'too-soon'}`
>;

export interface Permitted {
  readonly permitted: true;
  readonly type: EvidenceType;
  readonly grant: Grant;
  readonly fields: readonly string[];
}

export interface Refused {
  readonly permitted: false;
  readonly refusal: Refusal;
  readonly items: readonly [ProblemDetailItem, ...ProblemDetailItem[]];
}

export type Verdict = Permitted | Refused;

/**
 * Who may ask what: authority × purpose × evidence type × fields × ground. Default deny; one field too many refuses
 * the whole request (security.md, "Authorisation"). Pure: the consent itself is judged where it can be locked.
 */
export function decide(question: LookupQuestion, { types, policy, nowMs }: DecisionSnapshot): Verdict {
  const { authority, purpose } = question;
  if (authority === undefined) return clientInactive;
  if (!stands(question, authority, policy)) return refuseStanding(question.clientId, authority, policy);
  const type = types.get(question.evidenceType);
  if (type === undefined) return evidenceTypeUnknown;
  if (!policy.purposes.has(purpose)) return purposeUnknown;
  if (!type.subjectKinds.includes(question.subjectKind)) return unsuitable(type);
  const grants = policy.grants.get(grantKey(authority, purpose, type.id));
  const grant = grants && ruling(grants, question.hasConsent, nowMs);
  if (grant === undefined) return refuseGround(grants, question.hasConsent, nowMs);
  if (!grant.subjectKinds.includes(question.subjectKind)) return kindNotGranted(grant);
  const fields = question.fields ?? grant.fields;
  const tooMuch = question.fields && refuseFields(question.fields, type, grant);
  if (tooMuch) return tooMuch;
  if (type.birthDateRequired && question.subjectKind === 'idnr' && !question.hasBirthDate)
    return birthDateMissing;
  if (question.stage === undefined && isPreviewed(grant)) return previewRequired;
  return { permitted: true, type, grant, fields };
}

const stands = ({ clientId, stage }: LookupQuestion, authority: string, policy: PolicySnapshot): boolean =>
  stage === 'PREVIEW'
    ? policy.authorities.get(authority)?.active === true
    : isActive(policy, clientId, authority);

function refuseStanding(clientId: string, authority: string, policy: PolicySnapshot): Refused {
  const error = outOfItsDays(policy, clientId, authority);
  return error === undefined ? clientInactive : refused(error.code, '/', error.message);
}

/** With a consent id the citizen's will is the ground, without one statute; the policy has at most one of each a day. */
function ruling(grants: readonly Grant[], hasConsent: boolean, nowMs: number): Grant | undefined {
  for (const grant of grants) {
    if ((grant.kind !== 'STATUTE') === hasConsent && isValidAt(grant, nowMs)) return grant;
  }
  return undefined;
}

function refuseGround(grants: readonly Grant[] | undefined, hasConsent: boolean, nowMs: number): Refused {
  const other = grants && ruling(grants, !hasConsent, nowMs);
  if (other === undefined) return grantMissing;
  return hasConsent ? consentNotNeeded : consentRequired;
}

/** Names every field at fault; the caller is authenticated and holds a grant for the type, so this tells no secret. */
function refuseFields(fields: readonly string[], type: EvidenceType, grant: Grant): Refused | undefined {
  let items: ProblemDetailItem[] | undefined;
  for (const [index, field] of fields.entries()) {
    if (grant.fieldSet.has(field)) continue;
    (items ??= []).push(fieldItem(index, field, Object.hasOwn(type.fields, field)));
  }
  const [first, ...rest] = items ?? [];
  return first && { permitted: false, refusal: first.code as Refusal, items: [first, ...rest] };
}

function fieldItem(index: number, field: string, known: boolean): ProblemDetailItem {
  return known
    ? {
        pointer: `/fields/${index}`,
        code: 'field-not-granted',
        detail: `The grant for this purpose does not include ${field}. GET /v1/grants/mine lists what it includes.`,
      }
    : {
        pointer: `/fields/${index}`,
        code: 'field-unknown',
        detail: 'This is not a field of the evidence type. GET /v1/evidence-types/{id} lists its fields.',
      };
}

function unsuitable(type: EvidenceType): Refused {
  const detail = `${type.id} is asked for by ${type.subjectKinds.join(' or ')}.`;
  return refused('subject-kind-unsuitable', '/subject', detail);
}

function kindNotGranted({ subjectKinds }: Grant): Refused {
  const detail = `The grant for this purpose lets the subject be named by ${subjectKinds.join(' or ')} only.`;
  return refused('subject-kind-not-granted', '/subject', detail);
}

const refused = (refusal: Refusal, pointer: string, detail: string): Refused => ({
  permitted: false,
  refusal,
  items: [{ pointer, code: refusal, detail }],
});

const clientInactive = refused(
  'client-inactive',
  '/',
  'The client, or the authority it acts for, is not active here.',
);
const evidenceTypeUnknown = refused(
  'evidence-type-unknown',
  '/evidenceType',
  'There is no such evidence type. GET /v1/evidence-types lists them.',
);
const purposeUnknown = refused(
  'purpose-unknown',
  '/purpose',
  'There is no such purpose. GET /v1/grants/mine lists the purposes this client may ask for.',
);
const birthDateMissing = refused(
  'birth-date-missing',
  '/subject/birthDate',
  'This evidence type needs the birth date beside the IDNr, to guard against mistaken identity (EGovG §5(4)).',
);
const grantMissing = refused(
  'grant-missing',
  '/',
  'No valid grant lets this authority ask for this evidence type for this purpose.',
);
const consentRequired = refused(
  'consent-required',
  '/consentId',
  "The grant rests on the citizen's choice or consent; send the id of a record that covers this request.",
);
const previewRequired = refused(
  'preview-required',
  '/',
  'On choice the citizen sees the evidence first (EGovG §5(5)). Take what was released to you at POST /v1/releases.',
);
const consentNotNeeded = refused(
  'consent-not-needed',
  '/consentId',
  'The grant rests on statute alone; leave the consent id out, so that the ground is shown as what it is.',
);
