import { readChild } from '../../acting/index.ts';
import { type Fault, words } from '../../layout/index.ts';
import type { Acting, Language } from '../../sessions/index.ts';
import type { ActingTyped } from './begin.page.tsx';

const say = words({
  whom: ['Wählen Sie, für wen Sie den Antrag stellen.', 'Choose for whom you apply.'],
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
  const child = readChild(typed, language);
  return 'idnr' in child ? { as: 'PARENT', child } : child;
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
