import { createHash } from 'node:crypto';
import type { Answers, FormField } from '#libs/forms';
import { dayShown, dayTyped } from '../../acting/index.ts';
import type { Applying } from './steps.rules.ts';

export const isDay = ({ type }: FormField): boolean => type === 'day' || type === 'partialDay';

/** What was typed into these fields; what was left empty is left out. */
export function readTyped(fields: readonly FormField[], sent: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = (sent[field.id] ?? '').replaceAll('\r\n', '\n').trim().normalize('NFC');
      return text === '' ? [] : [[field.id, isDay(field) ? dayTyped(text) : text]];
    }),
  );
}

/** As it stands in an input. */
export const inputText = (field: FormField, answers: Answers): string => {
  const text = answers[field.id] ?? '';
  return isDay(field) ? dayShown(text) : text;
};

/**
 * Of a page as it is saved: whether another window has saved something else since it was made. All its fields count, as an
 * answer may bring up further ones.
 */
export function stateOf({ form, answers }: Pick<Applying, 'form' | 'answers'>, page: string): string {
  const fields = form.pages.find(({ id }) => id === page)?.fields ?? [];
  const saved = fields.map(({ id }) => [id, answers[id] ?? '']);
  return createHash('sha256').update(JSON.stringify(saved)).digest('base64url');
}

/** Of all that is sent: whether it is still what was looked at last. */
export const wholeStateOf = ({
  draft,
  application: { acting, decided },
}: Pick<Applying, 'application'> & { readonly draft: { readonly version: number } }): string =>
  createHash('sha256')
    .update(JSON.stringify([draft.version, acting, decided]))
    .digest('base64url');

/** Fields that were saved otherwise than they are typed now. */
export const different = (
  fields: readonly FormField[],
  saved: Answers,
  typed: Answers,
): readonly FormField[] => fields.filter(({ id }) => (saved[id] ?? '') !== (typed[id] ?? ''));
