import type { Form } from '#libs/forms';
import { localised } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { registerName } from './register-words.ts';

/** What shows the same as evidence, by the name that people know it under; of a form that is gone the register's. */
export function paperName(
  form: Pick<Form, 'sources'> | undefined,
  evidenceType: string,
  language: Language,
): string {
  const source = form?.sources.find((each) => each.evidenceType === evidenceType);
  return localised(source?.paper ?? source?.title, language) || registerName(evidenceType, language);
}
