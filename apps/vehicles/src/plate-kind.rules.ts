import { parsePlate } from '#libs/identifiers';
import type { ProblemDetailItem } from '#libs/contracts';
import type { PlateKind } from './vehicle-parts.ts';

interface PlateOfKind {
  readonly plate: string;
  readonly plateKind: PlateKind;
  readonly season?: string | null | undefined;
}

/**
 * Suffixes that a kind may bear, and whether it may have a season: FZV §11(2) (E also on green, seasonal and
 * interchangeable plates), §10(1) (H), §10(3) (season also with H, E and green), §9(2) (interchangeable never with a
 * season). A vintage or electric plate is known by its suffix.
 */
const rules: Readonly<Record<PlateKind, { readonly suffixes: readonly string[]; readonly season: Season }>> =
  {
    NORMAL: { suffixes: [''], season: 'never' },
    SEASONAL: { suffixes: [''], season: 'always' },
    VINTAGE: { suffixes: ['H'], season: 'possible' },
    ELECTRIC: { suffixes: ['E'], season: 'possible' },
    GREEN: { suffixes: ['', 'E'], season: 'possible' },
    INTERCHANGEABLE: { suffixes: ['', 'H', 'E'], season: 'never' },
  };
type Season = 'always' | 'possible' | 'never';

/** What is wrong with a plate, its kind and its season together. */
export function plateMisfits({ plate, plateKind, season }: PlateOfKind): readonly ProblemDetailItem[] {
  const parsed = parsePlate(plate, season ? { season } : {});
  if (!parsed.ok) return [fault('/plate', parsed.explanation, 'identifier-malformed')];
  const rule = rules[plateKind];
  if (!rule.suffixes.includes(parsed.value.suffix ?? '')) {
    return [
      fault(
        '/plateKind',
        'The kind does not fit the suffix: H is VINTAGE, E is ELECTRIC or GREEN, both may be INTERCHANGEABLE.',
      ),
    ];
  }
  if (rule.season === 'always' && !season) return [fault('/season', 'A seasonal plate needs its season.')];
  if (rule.season !== 'never' || !season) return [];
  return plateKind === 'INTERCHANGEABLE'
    ? [fault('/season', 'An interchangeable plate has no season (FZV §9(2)).')]
    : [fault('/plateKind', 'A plate with a season is SEASONAL, unless it is VINTAGE, ELECTRIC or GREEN.')];
}

const fault = (
  pointer: string,
  detail: string,
  code: 'request-invalid' | 'identifier-malformed' = 'request-invalid',
): ProblemDetailItem => ({ pointer, code, detail });
