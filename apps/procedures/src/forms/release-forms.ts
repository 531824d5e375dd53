import { today } from '#libs/authorities';
import {
  type AnswerProblem,
  answerProblems,
  type Form,
  formsFolder,
  FormsUnusable,
  loadForms,
} from '#libs/forms';
import { StartRefused } from '#libs/service-kit';
import type { FieldFault, ProcedureForm } from './form.catalogue.ts';

/** The forms of this release. @throws StartRefused with every mistake of every file */
export function formsOfRelease(): readonly ProcedureForm[] {
  try {
    return [...loadForms(formsFolder).values()].map(toProcedureForm);
  } catch (error) {
    if (error instanceof FormsUnusable) throw new StartRefused(error.message, { cause: error });
    throw error;
  }
}

export const toProcedureForm = (form: Form): ProcedureForm => ({
  id: form.id,
  version: form.version,
  authority: form.authority,
  purpose: form.purpose,
  title: form.title,
  evidenceTypes: form.sources.map(({ evidenceType }) => evidenceType),
  definition: form,
  unfit: (answers) => answerProblems(form, answers, { today: today() }).map(toFault),
  faults: (answers, ways) => answerProblems(form, answers, { today: today(), ways }).map(toFault),
});

const toFault = ({ field, code, message, remedy }: AnswerProblem): FieldFault => ({
  field,
  detail: `${message.en} ${remedy.en}`,
  ...(code === 'UNKNOWN_FIELD' && { isUnknown: true }),
});
