import type { Gateway, Problem } from '#libs/client';
import { type Answers, fieldsOf, type Form, type FormSource, pathsOf, subjectOf } from '#libs/forms';
import type { Application, SourceChoice } from '../../sessions/index.ts';
import { type Applying, shownSources } from './steps.rules.ts';

export const sourceIn = (
  { filled }: Pick<Application, 'filled'>,
  evidenceType: string,
): Gateway.PrefilledSource | undefined =>
  filled?.sources.find((source) => source.evidenceType === evidenceType);

/** What is released and has no field in the form, by the names that the person read. */
export function besidesForm(
  form: Form,
  { evidenceType, fields }: Pick<Gateway.PurposeEvidence, 'evidenceType' | 'fields'>,
): NonNullable<SourceChoice['besides']> {
  const sources = fieldsOf(form).flatMap(({ source }) =>
    source?.evidenceType === evidenceType ? [source] : [],
  );
  const inForm = new Set(sources.flatMap(pathsOf));
  return fields.filter(({ path }) => !inForm.has(path)).map(({ path, title }) => ({ path, title }));
}

export const isToBeFetched = ({ application: { choices, decided } }: Applying, type: string): boolean =>
  choices[type]?.way === 'FETCH' && !decided[type];

/** What was chosen and nobody asked a register for yet. */
export const notAsked = (applying: Applying): readonly FormSource[] =>
  shownSources(applying).filter(
    ({ evidenceType }) =>
      isToBeFetched(applying, evidenceType) && sourceIn(applying.application, evidenceType) === undefined,
  );

/** What the authority may have already: neither another person, nor another vehicle, nor deleting takes it back. */
export const releasedSources = (applying: Applying): readonly FormSource[] =>
  shownSources(applying).filter(({ evidenceType }) => applying.application.decided[evidenceType]?.releases);

/** Nobody types the name of a person to be searched for. */
function typedSubject(form: Form, id: string, answers: Answers): Gateway.LookupSubject | undefined {
  const typed = subjectOf(form, id, answers);
  if (typed === undefined) return undefined;
  const { person: _searched, ...named } = typed;
  return named;
}

/**
 * Who signed in is never typed: the issuer tells it. What was fetched before is fetched on the same choice, so that one
 * that was taken back or rests is refused, and never given again by itself.
 */
export function requestOf(
  { form, answers, application: { acting, choices } }: Applying,
  asked: readonly FormSource[],
  self: Gateway.ActingPerson,
): Gateway.PrefillRequest {
  const named = acting?.as === 'PARENT' ? acting.child : self;
  const subjects = form.subjects
    .filter(({ id }) => asked.some(({ subject }) => subject === id))
    .map(({ id }) => ({ name: id, subject: typedSubject(form, id, answers) ?? named }));
  const company = form.subjects.find(({ kind }) => kind === 'euid');
  const { euid = '' } = (company && subjectOf(form, company.id, answers)) ?? {};
  return {
    form: form.id,
    version: form.version,
    subjects,
    ...(acting?.as === 'PARENT' && { actingFor: { as: 'PARENT', by: self, for: acting.child } }),
    ...(acting?.as === 'OFFICER' &&
      euid !== '' && { actingFor: { as: 'OFFICER', by: self, company: { euid } } }),
    sources: asked.map(({ evidenceType }) => {
      const { consentId, noticeSha256 = '' } = choices[evidenceType] ?? {};
      return { evidenceType, ...(consentId === undefined ? { noticeSha256 } : { consentId }) };
    }),
  };
}

/** The same for each source, where all were refused at once. */
export const refusedAll = (
  { form }: Applying,
  asked: readonly FormSource[],
  { document: problem }: Problem,
): Gateway.Prefill => ({
  form: form.id,
  version: form.version,
  authority: form.authority,
  purpose: form.purpose,
  fields: [],
  sources: asked.map(({ evidenceType }) => ({ evidenceType, status: 'PROBLEM', problem })),
});

const without = (filled: Gateway.Prefill, gone: ReadonlySet<string>): Gateway.Prefill => ({
  ...filled,
  fields: filled.fields.filter(({ evidenceType }) => !gone.has(evidenceType ?? '')),
  sources: filled.sources.filter(({ evidenceType }) => !gone.has(evidenceType)),
});

/** Nothing of these sources is shown any more. */
export function withoutShown(application: Application, gone: ReadonlySet<string>): Application {
  const { filled, changed } = application;
  if (filled === undefined) return application;
  const told = filled.fields.filter(({ evidenceType }) => gone.has(evidenceType ?? ''));
  return {
    ...application,
    changed: changed.filter((field) => !told.some((each) => each.field === field)),
    filled: without(filled, gone),
  };
}

/** What was taken back or rests, wherever that was done: it is asked again, and the authority gets nothing of it. */
export function askedAgain(application: Application, over: ReadonlySet<string>): Application {
  const again = [...over].map((type) => [type, { way: 'ASK_AGAIN', isOver: true }] as const);
  const decided = Object.entries(application.decided).filter(([type]) => !over.has(type));
  return withoutShown(
    {
      ...application,
      choices: { ...application.choices, ...Object.fromEntries(again) },
      decided: Object.fromEntries(decided),
    },
    over,
  );
}

const codeOf = ({ problem }: Gateway.PrefilledSource): string => {
  const code = problem?.['code'];
  return typeof code === 'string' ? code : '';
};

/**
 * Taken only as far as it answers what is still asked: whom it is for, and the choice itself, may be others meanwhile.
 * @param asked as the application was when it was asked
 */
export function withAnswer(
  application: Application,
  answer: Gateway.Prefill,
  asked: Pick<Application, 'choices'> & { readonly types: ReadonlySet<string> },
): Application {
  const { choices, decided } = application;
  const isTaken = ({ evidenceType = '' }: { readonly evidenceType?: string }): boolean =>
    asked.types.has(evidenceType) &&
    !decided[evidenceType] &&
    JSON.stringify(choices[evidenceType]) === JSON.stringify(asked.choices[evidenceType]);
  const told = answer.sources.filter(isTaken);
  const fields = answer.fields.filter(isTaken);
  const valueOf = (field: string) => application.filled?.fields.find((each) => each.field === field)?.value;
  const changed = fields.filter(
    ({ field, value }) =>
      valueOf(field) !== undefined && JSON.stringify(valueOf(field)) !== JSON.stringify(value),
  );
  const rest = withoutShown(application, new Set(told.map(({ evidenceType }) => evidenceType)));
  const made = told.map(
    ({ evidenceType, consentId }) =>
      [evidenceType, { ...choices[evidenceType]!, ...(consentId && { consentId }) }] as const,
  );
  const whole: Application = {
    ...rest,
    changed: [...rest.changed, ...changed.map(({ field }) => field)],
    choices: { ...choices, ...Object.fromEntries(made) },
    filled: {
      ...answer,
      fields: [...(rest.filled?.fields ?? []), ...fields],
      sources: [...(rest.filled?.sources ?? []), ...told],
    },
  };
  const typesOf = (isOf: (code: string) => boolean): ReadonlySet<string> =>
    new Set(told.filter((each) => isOf(codeOf(each))).map(({ evidenceType }) => evidenceType));
  const otherText = typesOf((code) => code === 'notice-mismatch');
  const reads = [...otherText].map((type) => [type, { way: 'ASK_AGAIN' }] as const);
  return askedAgain(
    withoutShown({ ...whole, choices: { ...whole.choices, ...Object.fromEntries(reads) } }, otherText),
    typesOf((code) => code.startsWith('consent-')),
  );
}
