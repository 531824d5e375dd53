import { Ajv } from 'ajv';
import {
  type AnsweredQuestion,
  type HoldingsQuestion,
  type Permit,
  PERMIT_BATCH_MAX,
  PERMIT_LIFETIME_S,
  PERMIT_SUBJECT_MAX,
  type PermitBatch,
  type RecallQuestion,
  type ReportQuestion,
  type RepresentationQuestion,
  subjectKinds,
  type VoucherQuestion,
} from '#libs/contracts';
import type { PermitFault } from '../register.errors.ts';

// PostgreSQL text takes no NUL; one such subject would fail the statement of all others.
const text = (maxLength: number) => ({ type: 'string', pattern: '^[^\\u0000]+$', maxLength }) as const;

const decisionId = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
/** A UUIDv7: the log takes no other, since its rows are kept by the time that their ids tell. */
const permitId = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
} as const;

const permit = {
  type: 'object',
  additionalProperties: false,
  required: ['decisionId', 'subjectKind', 'subject', 'fields', 'evidenceType', 'authority', 'purpose'],
  properties: {
    decisionId: permitId,
    subjectKind: { enum: subjectKinds },
    subject: text(PERMIT_SUBJECT_MAX),
    birthDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    citizen: text(100),
    fields: { type: 'array', minItems: 1, maxItems: 200, items: text(100) },
    evidenceType: text(200),
    authority: text(200),
    purpose: text(200),
    recipient: { const: 'PERSON' },
  },
} as const;

const { evidenceType, authority, purpose, fields } = permit.properties;
const recall = {
  type: 'object',
  additionalProperties: false,
  required: ['decisionId', 'recalls', 'citizen', 'fields', 'evidenceType', 'authority', 'purpose'],
  properties: {
    decisionId: permitId,
    recalls: permitId,
    citizen: text(100),
    fields,
    evidenceType,
    authority,
    purpose,
    vouched: { const: true },
  },
} as const;

/** An envelope with one member. */
const envelopeOf = (member: string, schema: object) => ({
  type: 'object',
  additionalProperties: false,
  required: ['iss', 'aud', 'iat', 'exp', member],
  properties: {
    iss: { type: 'string' },
    aud: { type: 'string' },
    iat: { type: 'integer' },
    exp: { type: 'integer' },
    [member]: schema,
  },
});

const envelope = (list: string, items: object) =>
  envelopeOf(list, { type: 'array', minItems: 1, maxItems: PERMIT_BATCH_MAX, items });

const ajv = new Ajv();
const isWhole = ajv.compile<PermitBatch>(envelope('permits', permit));
const isBatch = ajv.compile<Omit<PermitBatch, 'permits'> & { readonly permits: readonly unknown[] }>(
  envelope('permits', {}),
);
const isPermit = ajv.compile<Permit>(permit);

/**
 * The batch with its well-formed permits; undefined where there is none. The shape is strict: an unknown member may mean
 * a restriction that this register does not know. A permit that is not well-formed concerns no other.
 */
export function readBatch(payload: unknown, leftOut: (permits: number) => void): PermitBatch | undefined {
  if (isWhole(payload)) return payload;
  if (!isBatch(payload)) return undefined;
  const permits = payload.permits.filter((each) => isPermit(each));
  leftOut(payload.permits.length - permits.length);
  return permits.length === 0 ? undefined : { ...payload, permits };
}

/** Strict shape of a question for what was answered. */
export const isAnsweredQuestion = ajv.compile<AnsweredQuestion>(envelope('decisionIds', decisionId));

/** Strict shape of a question for a page of holdings. */
export const isHoldingsQuestion = ajv.compile<HoldingsQuestion>(envelopeOf('after', decisionId));

/** Strict shape of a recall. */
export const isRecallQuestion = ajv.compile<RecallQuestion>(envelopeOf('recall', recall));

/** Strict shape of a question for a voucher. */
export const isVoucherQuestion = ajv.compile<VoucherQuestion>(
  envelopeOf('voucher', {
    type: 'object',
    additionalProperties: false,
    required: ['citizen'],
    properties: { citizen: text(100) },
  }),
);

const report = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'recalls'],
  properties: { id: decisionId, recalls: permitId, words: text(2_000) },
} as const;

/** Strict shape of a report. */
export const isReportQuestion = ajv.compile<ReportQuestion>(envelopeOf('report', report));

const digest = { type: 'string', pattern: '^[\\w-]{43}$' } as const;
const digests = (maxItems: number) => ({ type: 'array', maxItems, items: digest }) as const;
const asking = (
  ask: string,
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  additionalProperties: false,
  required: ['id', 'key', 'ask', ...Object.keys(properties)],
  properties: { id: permitId, key: digest, ask: { const: ask }, ...properties, ...optional },
});
const named = { idnr: { type: 'string', pattern: '^\\d{11}$' }, birthDate: permit.properties.birthDate };
const marks = {
  type: 'object',
  additionalProperties: false,
  required: ['self', 'children', 'locked'],
  properties: { self: digests(2), children: digests(100), locked: { type: 'boolean' } },
};
const { subjectKind, subject } = permit.properties;

/** Strict shape of a question who may act for whom. */
export const isRepresentationQuestion = ajv.compile<RepresentationQuestion>(
  envelopeOf('asked', {
    oneOf: [
      asking('PERSON', named),
      asking('CHILD', { ...named, by: marks }),
      asking('COMPANY', { subjectKind, subject, by: digests(2) }, { beside: digest }),
    ],
  }),
);

/** Clock difference between gateway and register that is tolerated, in seconds. */
const CLOCK_SKEW_S = 10;

/** Why a batch with a good signature is void at this register and instant; `undefined` when it is valid. */
export function voidReason(
  batch: Pick<PermitBatch, 'iss' | 'aud' | 'iat' | 'exp'>,
  expected: { readonly iss: string; readonly aud: string },
  nowS: number,
): PermitFault | undefined {
  if (batch.iss !== expected.iss) return 'foreign issuer';
  if (batch.aud !== expected.aud) return 'for another register';
  if (batch.exp - batch.iat > PERMIT_LIFETIME_S || batch.exp <= batch.iat) return 'lifetime not allowed';
  if (batch.iat > nowS + CLOCK_SKEW_S) return 'issued in the future';
  if (batch.exp <= nowS) return 'expired';
  return undefined;
}
