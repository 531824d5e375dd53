import { type Answers, fieldsOf, type Form, type FormField, type Localised, type OtherWay } from './form.ts';
import { textsOf } from './answer-texts.ts';
import { type AnswerCode, fault } from './readings.ts';
import { ShownParts } from './shown.ts';

/** What is wrong with one answer; holds nothing of what was typed. */
export interface AnswerProblem {
  readonly field: string;
  readonly code: AnswerCode;
  readonly message: Localised;
  readonly remedy: Localised;
}

/** What became of the sources, by evidence type; one that is not named was not decided on. */
export type Ways = Readonly<Record<string, 'RELEASED' | OtherWay>>;

export interface Examined {
  /** `YYYY-MM-DD`, Europe/Berlin. */
  readonly today: string;
  /** Looks as well for what is missing; absent of a draft. */
  readonly ways?: Ways;
}

const problem = (id: string, code: AnswerCode, field?: FormField): AnswerProblem => ({
  field: id,
  code,
  ...textsOf(code, field),
});

/**
 * What is wrong with answers, in the order of the form. Nothing of them is changed or dropped: what the form has no field
 * for, or hides, is told as such, and the caller keeps it.
 */
export function answerProblems(
  form: Form,
  answers: Answers,
  { today, ways }: Examined,
): readonly AnswerProblem[] {
  const shown = new ShownParts(form, answers);
  const unsaid = ways ? nothingEntered(shown, answers, ways) : undefined;
  const known = new Set(fieldsOf(form).map(({ id }) => id));
  return [
    ...Object.keys(answers)
      .filter((id) => !known.has(id))
      .map((id) => problem(id, 'UNKNOWN_FIELD')),
    ...fieldsOf(form).flatMap((field) => {
      const text = answers[field.id] ?? '';
      const isShown = shown.hasField(field.id);
      if (text.trim() === '') {
        if (ways && isShown && mustBeTyped(field, ways)) return [problem(field.id, 'MISSING', field)];
        return unsaid?.has(field.id) ? [problem(field.id, 'NOTHING_ENTERED', field)] : [];
      }
      if (!isShown) return ways ? [] : [problem(field.id, 'NOT_SHOWN', field)];
      const code = fault(field, text, today);
      return code === undefined ? [] : [problem(field.id, code, field)];
    }),
  ];
}

/** What a register tells or paper shows need not be typed. */
const mustBeTyped = ({ required, source }: FormField, ways: Ways): boolean =>
  required && (source === undefined || ways[source.evidenceType] === 'ENTER_IT');

/**
 * Who enters the data of a source says at least something, though none of it has to be typed: told at the first of its
 * fields on the last page that has any, as those before may have been left out.
 */
function nothingEntered(shown: ShownParts, answers: Answers, ways: Ways): ReadonlySet<string> {
  const typed = shown.sources
    .map(({ evidenceType }) => evidenceType)
    .filter((type) => ways[type] === 'ENTER_IT');
  const first = typed.flatMap((type) => {
    const pages = shown.pages
      .map(({ fields }) => fields.filter(({ source }) => source?.evidenceType === type))
      .filter((fields) => fields.length > 0);
    const isSilent = pages.flat().every(({ id, required }) => !required && (answers[id] ?? '').trim() === '');
    return isSilent ? (pages.at(-1)?.[0]?.id ?? []) : [];
  });
  return new Set(first);
}

/** What the applicant states alone: nobody else was asked about it. Hidden fields are left out. */
export function ownStatements(form: Form, answers: Answers): Answers {
  const fields = new ShownParts(form, answers).fields.filter(({ source }) => source === undefined);
  return Object.fromEntries(
    fields.flatMap(({ id }) => {
      const text = answers[id] ?? '';
      return text.trim() === '' ? [] : [[id, text]];
    }),
  );
}
