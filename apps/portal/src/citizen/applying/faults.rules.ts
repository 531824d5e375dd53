import type { FormField } from '#libs/forms';
import { type Fault, localised } from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import { type Applying, fieldById, problemsOf } from './steps.rules.ts';

/** What is wrong with these fields, in words of the page: which field, why, and how to mend it. */
export function answerFaults(
  applying: Applying,
  fields: readonly FormField[],
  language: Language,
): readonly Fault[] {
  const own = new Set(fields.map(({ id }) => id));
  return problemsOf(applying)
    .filter(({ field }) => own.has(field))
    .map(({ field, message, remedy }) => {
      const label = localised(fieldById(applying.form, field)?.label, language).replace(/[.:?]$/, '');
      const detail = `${localised(message, language)} ${localised(remedy, language)}`;
      return { field, label: `${label}: `, detail };
    });
}
