import type { SubjectKind } from '#libs/contracts';
import { euidOf, normaliseIdentifier } from '#libs/identifiers';
import { type Answers, type FieldSource, fieldsOf, type Form, type FormField, pathsOf } from './form.ts';

export const fieldStatuses = [
  'PREFILLED',
  'NOT_ON_FILE',
  'NO_EVIDENCE',
  'REFUSED',
  'UNAVAILABLE',
  'ASK_APPLICANT',
] as const;
/**
 * NOT_ON_FILE: the record that was found holds no value. NO_EVIDENCE: unknown, locked and limited alike. ASK_APPLICANT: no
 * register was asked.
 */
export type FieldStatus = (typeof fieldStatuses)[number];

/** What came of a source. */
export type SourceOutcome =
  | { readonly status: 'EVIDENCE'; readonly evidence: Readonly<Record<string, unknown>> }
  | { readonly status: 'NO_EVIDENCE' | 'REFUSED' | 'UNAVAILABLE' | 'DECLINED' };

export interface FilledField {
  readonly status: FieldStatus;
  readonly value?: unknown;
  /** Holds controls or marks of direction: to be shown isolated, with them made visible. */
  readonly hiddenMarks?: true;
}

/** What a source says of a field. The value is as the register has it; whoever shows it escapes it. */
export function fillField(
  { source }: Pick<FormField, 'source'>,
  outcome: SourceOutcome | undefined,
): FilledField {
  if (!source || !outcome || outcome.status === 'DECLINED') return { status: 'ASK_APPLICANT' };
  if (outcome.status !== 'EVIDENCE') return { status: outcome.status };
  const value = sourceValue(source, outcome.evidence);
  if (value === undefined) return { status: 'ASK_APPLICANT' };
  if (value === null) return { status: 'NOT_ON_FILE' };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { status: 'PREFILLED', value, ...(hidden.test(text) && { hiddenMarks: true }) };
}

/** Unicode's controls of direction (UAX #9) reorder what stands beside them. */
const hidden = /[\p{Cc}\p{Bidi_Control}]/u;

/** `null` where the record holds nothing, `undefined` where it was not asked. */
export function sourceValue(source: FieldSource, evidence: Readonly<Record<string, unknown>>): unknown {
  if (!('parts' in source)) return valueAt(evidence, source.field);
  const values = source.parts.map(({ field, before }) => ({ before, value: valueAt(evidence, field) }));
  if (values.every(({ value }) => value === undefined)) return undefined;
  const text = values.reduce((written, { before, value }) => {
    const part = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return part === '' ? written : written + (written === '' ? '' : before) + part;
  }, '');
  return text === '' ? null : text;
}

function valueAt(evidence: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = evidence;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return value;
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }
  return value;
}

export interface NeededEvidence {
  readonly evidenceType: string;
  readonly subject: string;
  /** Paths that fields take, each once. */
  readonly fields: readonly string[];
}

/** Which evidence the form asks for, and what of it its fields take. */
export function neededEvidence(form: Form): readonly NeededEvidence[] {
  const taken = fieldsOf(form).flatMap(({ source }) => source ?? []);
  return form.sources.map(({ evidenceType, subject }) => {
    const own = taken.filter((each) => each.evidenceType === evidenceType);
    return { evidenceType, subject, fields: [...new Set(own.flatMap(pathsOf))] };
  });
}

/** A subject as a lookup takes it, from what was typed; nothing where that is not all there or the login tells it. */
export function subjectOf(
  form: Form,
  id: string,
  answers: Answers,
): { readonly [K in SubjectKind]?: string } | undefined {
  const { kind, typed } = form.subjects.find((subject) => subject.id === id) ?? {};
  if (kind === undefined || typed === undefined) return undefined;
  const text =
    'field' in typed ? (answers[typed.field] ?? '') : companyOf(answers[typed.court], answers[typed.number]);
  return text === '' ? undefined : { [kind]: text.trim() };
}

function companyOf(court = '', number = ''): string {
  const euid = euidOf(
    normaliseIdentifier('registerCourt', court),
    normaliseIdentifier('registerNumber', number),
  );
  return euid.ok ? euid.value.text : '';
}
