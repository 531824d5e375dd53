import type { VNode } from 'preact';
import type { Answers, FormField } from '#libs/forms';
import {
  Checkbox,
  dayText,
  type Fault,
  localised,
  Radios,
  Select,
  TextInput,
  words,
} from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import { inputText, isDay } from './typed.rules.ts';

/** More are a list to unfold: radios would fill the screen of a phone. */
const MOST_RADIOS = 6;

const say = words({
  yes: ['Ja', 'Yes'],
  no: ['Nein', 'No'],
  day: ['Zum Beispiel 27.11.2026', 'For example 27.11.2026'],
  elsewhere: ['In einem anderen Fenster haben Sie gespeichert:', 'In another window you saved:'],
});

export interface InputProps {
  readonly field: FormField;
  /** By itself; of several at least one may be needed. */
  readonly isOptional: boolean;
  readonly answers: Answers;
  readonly faults: readonly Fault[];
  readonly language: Language;
  /** Who fills it in for another one is not offered what the browser knows of themself. */
  readonly isForAnother: boolean;
}

/** An input for a field of a form, by its type. */
export function FieldInput(props: InputProps): VNode {
  const { field, isOptional, answers, faults, language, isForAnother } = props;
  const t = say(language);
  const { id: name, type } = field;
  const hint = [localised(field.help, language), isDay(field) ? t.day : ''].filter(Boolean).join(' ');
  const text = inputText(field, answers);
  const label = localised(field.label, language);
  const shown = { name, label, isOptional, faults, language, value: text, ...(hint !== '' && { hint }) };
  if (type === 'confirmation') return <Checkbox {...shown} isChecked={text === 'true'} />;
  if (type === 'boolean') {
    const options = [
      { value: 'true', label: t.yes },
      { value: 'false', label: t.no },
    ];
    return <Radios {...shown} options={options} />;
  }
  if (type === 'choice') {
    const options = (field.options ?? []).map((option) => ({
      value: option.value,
      label: localised(option.label, language),
    }));
    return options.length > MOST_RADIOS ? (
      <Select {...shown} options={options} />
    ) : (
      <Radios {...shown} options={options} />
    );
  }
  const autocomplete = isForAnother ? 'off' : field.autocomplete;
  const kind = type === 'email' ? 'email' : type === 'phone' ? 'tel' : 'text';
  return (
    <TextInput
      {...shown}
      type={kind}
      {...(autocomplete && { autocomplete })}
      {...(type === 'longText' && { rows: 5 })}
    />
  );
}

/** What another window saved stands beside what is typed here. */
export const SavedElsewhere = ({
  field,
  answers,
  language,
}: Pick<InputProps, 'field' | 'answers' | 'language'>): VNode => (
  <p class="kern-body kern-body--small">
    {say(language).elsewhere} <strong>{answerText(field, answers[field.id] ?? '', language)}</strong>
  </p>
);

/** An answer as it is read, not typed. */
export function answerText(field: FormField, text: string, language: Language): string {
  const t = say(language);
  const option = field.options?.find(({ value }) => value === text);
  if (option) return localised(option.label, language);
  if (field.type === 'boolean' || field.type === 'confirmation') return text === 'true' ? t.yes : t.no;
  return isDay(field) ? dayText(text, language) : text;
}
