import { today } from '#libs/authorities';
import {
  type AnswerProblem,
  answerProblems,
  type Answers,
  fieldsOf,
  type Form,
  type FormField,
  type FormPage,
  type FormSource,
  ShownParts,
  type Ways,
} from '#libs/forms';
import type { Application } from '../../sessions/index.ts';

/** An application as far as it came: the form of today, what was typed, what was decided. */
export interface Applying {
  /** Of the draft. */
  readonly id: string;
  readonly form: Form;
  readonly answers: Answers;
  readonly application: Application;
}

export interface Step {
  /** Below the address of the application. */
  readonly path: string;
  readonly isDone: boolean;
}

/** By the place in the form, from 1, which stays the same whatever is shown. */
export const placeOf = ({ sources }: Form, { evidenceType }: FormSource): number =>
  sources.findIndex((source) => source.evidenceType === evidenceType) + 1;

export const shownSources = ({ form, answers }: Applying): readonly FormSource[] =>
  new ShownParts(form, answers).sources;

/** Whom registers are asked about may be somebody else only where it is a person or a company. */
export const canBeForAnother = ({ subjects }: Form): boolean =>
  subjects.some(({ kind }) => kind === 'idnr' || kind === 'euid');

export const isAboutCompany = ({ subjects }: Form): boolean => subjects.some(({ kind }) => kind === 'euid');

/** What the applicant types on a page: what no register is asked for, and what they want to enter themselves. */
export const typedFields = (page: FormPage, { application }: Applying): readonly FormField[] =>
  page.fields.filter(
    ({ source }) => source === undefined || application.decided[source.evidenceType]?.way === 'ENTER_IT',
  );

/** Pages with something to type, and that alone. */
export const typedPages = (applying: Applying): readonly FormPage[] =>
  new ShownParts(applying.form, applying.answers).pages
    .map((page) => ({ ...page, fields: typedFields(page, applying) }))
    .filter(({ fields }) => fields.length > 0);

/** Fields of a page that stand together: the applicant's own, or those of one source that they enter themselves. */
export interface TypedGroup {
  readonly fields: readonly FormField[];
  readonly source?: FormSource;
  /** Whether one at least has to be typed, where none has to by itself. */
  readonly needsOne: boolean;
  /** On which the one may stand as well. */
  readonly otherPages: readonly FormPage[];
}

/** In the order in which the page has the first of each. */
export function typedGroups(page: FormPage, applying: Applying): readonly TypedGroup[] {
  const typeOf = ({ source }: FormField): string => source?.evidenceType ?? '';
  const pages = typedPages(applying);
  return [...Map.groupBy(page.fields, typeOf)].map(([evidenceType, fields]) => {
    const source = applying.form.sources.find((each) => each.evidenceType === evidenceType);
    if (source === undefined) return { fields, needsOne: false, otherPages: [] };
    const isOfSource = (field: FormField): boolean => typeOf(field) === evidenceType;
    const holding = pages.filter((each) => each.fields.some(isOfSource));
    const needsOne = !holding.some((each) =>
      each.fields.some((field) => isOfSource(field) && field.required),
    );
    return { fields, source, needsOne, otherPages: holding.filter(({ id }) => id !== page.id) };
  });
}

const waysOf = ({ application: { decided } }: Applying): Ways =>
  Object.fromEntries(
    Object.entries(decided).map(([evidenceType, { way }]) => [evidenceType, way ?? 'RELEASED']),
  );

/** What is wrong or missing of what is typed, in the order of the form. */
export const problemsOf = (applying: Applying): readonly AnswerProblem[] =>
  answerProblems(applying.form, applying.answers, { today: today(), ways: waysOf(applying) });

/** Fields without which no register can be asked: they name whom it is about, or whether it is needed. */
export function namingFields({ subjects, sources }: Form): ReadonlySet<string> {
  const typed = subjects.flatMap((subject) => Object.values<string>(subject.typed ?? {}));
  return new Set([...typed, ...sources.flatMap(({ shownWhen }) => shownWhen.map(({ field }) => field))]);
}

/** In their order: who, what registers have to be told first, each source, what they said, the rest. */
export function stepsOf(applying: Applying): readonly Step[] {
  const { form, application } = applying;
  const { acting, choices, decided } = application;
  const sources = shownSources(applying);
  const naming = namingFields(form);
  const pages = typedPages(applying);
  const isEarly = ({ fields }: FormPage): boolean => fields.some(({ id }) => naming.has(id));
  const fetched = sources.filter(
    ({ evidenceType }) => choices[evidenceType]?.way === 'FETCH' || decided[evidenceType]?.releases,
  );
  return [
    ...(canBeForAnother(form) ? [{ path: 'acting', isDone: acting !== undefined }] : []),
    ...pages.filter(isEarly).map((page) => pageStep(page, applying)),
    ...sources.map((source) => sourceStep(source, applying)),
    ...(fetched.length > 0
      ? [{ path: 'preview', isDone: fetched.every(({ evidenceType }) => decided[evidenceType]) }]
      : []),
    ...pages.filter((page) => !isEarly(page)).map((page) => pageStep(page, applying)),
    { path: 'check', isDone: false },
  ];
}

function pageStep({ id, fields }: FormPage, applying: Applying): Step {
  const { answers, application } = applying;
  const own = new Set(fields.map((field) => field.id));
  const wasAsked = fields.every((field) => application.asked.includes(field.id) || answers[field.id]);
  return {
    path: `fields/${id}`,
    isDone: wasAsked && !problemsOf(applying).some(({ field }) => own.has(field)),
  };
}

function sourceStep(source: FormSource, { form, application: { choices, decided } }: Applying): Step {
  const path = `sources/${placeOf(form, source)}`;
  const way = choices[source.evidenceType]?.way;
  const isDecided = decided[source.evidenceType] !== undefined;
  return {
    path: way === 'OTHER' && !isDecided ? `${path}/other` : path,
    isDone: isDecided || way === 'FETCH',
  };
}

/** What is left to do first; the last look where nothing is. */
export const nextStep = (applying: Applying): string =>
  stepsOf(applying).find(({ isDone }) => !isDone)?.path ?? 'check';

/** Where a field is typed. */
export const pageOfField = (applying: Applying, field: string): FormPage | undefined =>
  typedPages(applying).find(({ fields }) => fields.some(({ id }) => id === field));

export const fieldById = (form: Form, id: string): FormField | undefined =>
  fieldsOf(form).find((field) => field.id === id);
