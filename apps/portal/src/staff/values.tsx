import type { ComponentChildren } from 'preact';
import { codeText, dayText, RegisterLines, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({
  yes: ['ja', 'yes'],
  no: ['nein', 'no'],
  none: ['keine Angabe', 'not given'],
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const isGiven = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** A value of a register or an answer of a person, as people here write it. */
export function valueText(value: unknown, language: Language): ComponentChildren {
  const t = say(language);
  if (!isGiven(value)) return t.none;
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (typeof value === 'number') return value.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB');
  if (typeof value === 'string') {
    if (DAY.test(value)) return dayText(value, language);
    return codeText(value, language) ?? <RegisterLines>{value}</RegisterLines>;
  }
  return Object.values(value as object).map((part: unknown, index) => (
    <>
      {index > 0 && (Array.isArray(value) ? '; ' : ' ')}
      {valueText(part, language)}
    </>
  ));
}
