import { normaliseIdnr, parseIdnr, parsePartialDate } from '#libs/identifiers';
import { type Fault, words } from '../../layout/index.ts';
import type { Acting, Language } from '../../sessions/index.ts';
import type { ActingTyped } from './begin.page.tsx';
import { dayTyped } from './typed.rules.ts';

const say = words({
  whom: ['Wählen Sie, für wen Sie den Antrag stellen.', 'Choose for whom you apply.'],
  idnr: [
    'Diese Identifikationsnummer gibt es nicht. Vergleichen Sie jede Ziffer mit dem Schreiben.',
    'There is no such identification number. Compare each digit with the letter.',
  ],
  birthDate: [
    'Geben Sie das Geburtsdatum mit Tag, Monat und Jahr an.',
    'Give the date of birth with day, month and year.',
  ],
});

/** For whom, as far as it was said rightly; the register is asked later whether it is so. */
export function readActing(
  typed: ActingTyped,
  { hasCompany, language }: { readonly hasCompany: boolean; readonly language: Language },
): Acting | readonly Fault[] {
  const t = say(language);
  const { for: whom } = typed;
  if (whom === 'MYSELF' || (whom === 'OFFICER' && hasCompany)) return { as: whom };
  if (whom !== 'PARENT') return [{ field: 'for', detail: t.whom }];
  const idnr = normaliseIdnr(typed.childIdnr ?? '');
  const birthDate = dayTyped((typed.childBirthDate ?? '').trim());
  const faults = [
    ...(parseIdnr(idnr, { testNumbers: true }).ok ? [] : [{ field: 'childIdnr', detail: t.idnr }]),
    ...(parsePartialDate(birthDate).ok ? [] : [{ field: 'childBirthDate', detail: t.birthDate }]),
  ];
  return faults.length > 0 ? faults : { as: 'PARENT', child: { idnr, birthDate } };
}

const refusals = words({
  refused: [
    'Das Register bestätigt nicht, dass Sie hier für jemand anderen handeln dürfen. Gründe nennt es nicht. Ihre Eingaben sind gespeichert.',
    'The register does not confirm that you may act for somebody else here. It gives no reasons. Your entries are saved.',
  ],
  joint: [
    'Nach dem Handelsregister vertreten Sie das Unternehmen nur zusammen mit einer zweiten Person. Sie muss Ihre Wahl bestätigen. Ihre Eingaben sind gespeichert.',
    'By the commercial register you represent the company only together with a second person. They have to confirm your choice. Your entries are saved.',
  ],
});

/** Why nobody is asked for another one. */
export const refusalText = (isJoint: boolean, language: Language): string =>
  isJoint ? refusals(language).joint : refusals(language).refused;
