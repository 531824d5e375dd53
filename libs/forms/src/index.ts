export { answerProblems, type AnswerProblem, ownStatements, type Examined, type Ways } from './answers.ts';
export {
  fieldStatuses,
  fillField,
  neededEvidence,
  sourceValue,
  subjectOf,
  type FieldStatus,
  type FilledField,
  type NeededEvidence,
  type SourceOutcome,
} from './fill.ts';
export {
  fieldsOf,
  otherWays,
  pathsOf,
  type Answers,
  type Condition,
  type FieldOption,
  type FieldSource,
  type FieldType,
  type Form,
  type FormField,
  type FormPage,
  type FormSource,
  type FormSubject,
  type Localised,
  type OtherWay,
  type Validation,
} from './form.ts';
export { loadFormPolicy, type FormPolicy } from './form-policy.ts';
export { formsFolder, lintForm, loadForms, type Linted, type LintOptions } from './lint.ts';
export { FormsUnusable, type Mistake, written } from './mistake.ts';
export { type PublishedForms, withPublished } from './published.ts';
export { answerCodes, type AnswerCode } from './readings.ts';
export { ShownParts } from './shown.ts';
