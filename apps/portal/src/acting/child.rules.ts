import { normaliseIdnr, parseIdnr, parsePartialDate } from '#libs/identifiers';
import { type Fault, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { ChildTyped } from './child-inputs.tsx';
import { dayTyped } from './typed-day.rules.ts';

const say = words({
  idnr: [
    'Diese Identifikationsnummer gibt es nicht. Vergleichen Sie jede Ziffer mit dem Schreiben.',
    'There is no such identification number. Compare each digit with the letter.',
  ],
  birthDate: [
    'Geben Sie das Geburtsdatum mit Tag, Monat und Jahr an.',
    'Give the date of birth with day, month and year.',
  ],
});

interface Child {
  readonly idnr: string;
  readonly birthDate: string;
}

/** A child as far as it was named rightly; whose it is the register is asked each time. */
export function readChild(typed: ChildTyped, language: Language): Child | readonly Fault[] {
  const t = say(language);
  const idnr = normaliseIdnr(typed.childIdnr ?? '');
  const birthDate = dayTyped((typed.childBirthDate ?? '').trim());
  const faults = [
    ...(parseIdnr(idnr, { testNumbers: true }).ok ? [] : [{ field: 'childIdnr', detail: t.idnr }]),
    ...(parsePartialDate(birthDate).ok ? [] : [{ field: 'childBirthDate', detail: t.birthDate }]),
  ];
  return faults.length > 0 ? faults : { idnr, birthDate };
}
