import { createHash } from 'node:crypto';
import type { Condition, FieldSource, Form, FormField, FormPage, FormSource } from './form.ts';

type Written<T, Optional extends keyof T> = Omit<T, Optional> & Partial<Pick<T, Optional>>;
type Part = { readonly field: string; readonly before?: string };

/** Of a form, what its schema says is there. */
export interface WrittenForm extends Omit<
  Written<Form, 'subjects' | 'sources'>,
  'digest' | 'pages' | 'sources'
> {
  readonly sources?: readonly WrittenSource[];
  readonly pages: readonly WrittenPage[];
}
type WrittenSource = Omit<FormSource, 'shownWhen'> & Conditional;
type WrittenPage = Omit<FormPage, 'shownWhen' | 'fields'> &
  Conditional & { readonly fields: readonly WrittenField[] };
export type WrittenField = Omit<Written<FormField, 'required'>, 'shownWhen' | 'source'> &
  Conditional & {
    readonly source?: {
      readonly evidenceType: string;
      readonly field?: string;
      readonly parts?: readonly Part[];
    };
  };
export interface WrittenCondition {
  readonly field: string;
  readonly is?: readonly (string | boolean)[];
  readonly isNot?: readonly (string | boolean)[];
}
interface Conditional {
  readonly shownWhen?: readonly WrittenCondition[];
}

/** The form that a file without mistakes holds. */
export function readForm(content: WrittenForm): Form {
  return {
    ...content,
    digest: digestOf(content),
    subjects: content.subjects ?? [],
    sources: (content.sources ?? []).map((source) => ({ ...source, shownWhen: conditionsOf(source) })),
    pages: content.pages.map((page) => ({
      ...page,
      shownWhen: conditionsOf(page),
      fields: page.fields.map(fieldOf),
    })),
  };
}

function fieldOf({ source, ...field }: WrittenField): FormField {
  return {
    ...field,
    required: field.required ?? false,
    shownWhen: conditionsOf(field),
    ...(source && { source: sourceOf(source) }),
  };
}

const sourceOf = ({ evidenceType, field, parts = [] }: NonNullable<WrittenField['source']>): FieldSource =>
  field === undefined
    ? { evidenceType, parts: parts.map((part) => ({ before: '', ...part })) }
    : { evidenceType, field };

const conditionsOf = ({ shownWhen = [] }: Conditional): readonly Condition[] =>
  shownWhen.map(({ field, is, isNot }) =>
    is ? { field, is: is.map(String) } : { field, isNot: (isNot ?? []).map(String) },
  );

const digestOf = (content: unknown): string => createHash('sha256').update(canonical(content)).digest('hex');

/** JSON with its members in order, so that comments and their order change nothing. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}
