import type { VNode } from 'preact';
import { type Fault, TextInput, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { dayShown } from './typed-day.rules.ts';

const say = words({
  title: ['Nur wenn Sie für Ihr Kind handeln', 'Only if you act for your child'],
  idnr: ['Steuerliche Identifikationsnummer Ihres Kindes', 'Tax identification number of your child'],
  idnrHint: [
    'Elf Ziffern. Sie steht im Schreiben vom Bundeszentralamt für Steuern.',
    'Eleven digits. They stand in the letter of the Federal Central Tax Office.',
  ],
  birthDate: ['Geburtsdatum Ihres Kindes', 'Date of birth of your child'],
  birthHint: ['Zum Beispiel 21.06.2017', 'For example 21.06.2017'],
});

export interface ChildTyped {
  readonly childIdnr?: string;
  readonly childBirthDate?: string;
}

/** What names a child: nobody is searched for by name. */
export const ChildInputs = ({
  typed,
  isOpen,
  faults,
  language,
}: {
  readonly typed: ChildTyped;
  readonly isOpen: boolean;
  readonly faults: readonly Fault[];
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const shown = { faults, language, autocomplete: 'off' };
  const isWrong = faults.some(({ field }) => field.startsWith('child'));
  return (
    <details class="kern-accordion" open={isOpen || isWrong}>
      <summary class="kern-accordion__header">
        <span class="kern-title">{t.title}</span>
      </summary>
      <div class="kern-accordion__body kern-stack">
        <TextInput
          {...shown}
          name="childIdnr"
          label={t.idnr}
          hint={t.idnrHint}
          value={typed.childIdnr ?? ''}
        />
        <TextInput
          {...shown}
          name="childBirthDate"
          label={t.birthDate}
          hint={t.birthHint}
          value={dayShown(typed.childBirthDate ?? '')}
        />
      </div>
    </details>
  );
};
