import { areaKeyExplanations, areaProblem, type Ags } from './ags.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { isDigits, withoutBlanks } from './text.ts';

/** Official regional key: an AGS with a four-digit association key before the municipality. Always text. */
export type Ars = Branded<'Ars'>;

export const arsFailures = failures({
  FORMAT: 'A regional key (ARS) has exactly twelve digits; send it as text without blanks.',
  ...areaKeyExplanations,
});

export const normaliseArs = withoutBlanks;

/** Reads a canonical ARS. The association part is not checked: no list of it is at hand. */
export function parseArs(text: string): Parsed<Ars> {
  if (!isDigits(text, 12)) return arsFailures.FORMAT;
  const problem = areaProblem(agsOfArs(text as Ars));
  return problem ? arsFailures[problem] : success(text as Ars);
}

/** The municipality key inside a regional key. */
export const agsOfArs = (ars: Ars): Ags => (ars.slice(0, 5) + ars.slice(9)) as Ags;
