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

/** The other way round, as it is typed again where something else was wrong. */
export const actingTyped = (acting: Acting | undefined): ActingTyped => ({
  for: acting?.as ?? '',
  ...(acting?.as === 'PARENT' && { childIdnr: acting.child.idnr, childBirthDate: acting.child.birthDate }),
});
