import { existsSync } from 'node:fs';
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
import type { FormsConfig } from './forms.config.ts';

/** The forms of a folder, else of this release. @throws StartRefused with every mistake of every file */
export function formsOf({ formsFolder: given }: FormsConfig): readonly ProcedureForm[] {
  if (given !== undefined && !existsSync(given)) throw new StartRefused('FORMS_FOLDER names no folder.');
  try {
    return [...loadForms(given ?? formsFolder).values()].map(toProcedureForm);
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
