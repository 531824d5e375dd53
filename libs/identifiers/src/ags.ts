import { municipalityNames } from './area-data.ts';
import { beganAfter, isHistoricAgs, type Period, wasValidIn } from './area-history.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed } from './parsed.ts';
import { isDigits, withoutBlanks } from './text.ts';

/** Official municipality key: state 2, former region 1, county 2, municipality 3 digits. Always text. */
export type Ags = Branded<'Ags'>;

export const areaKeyExplanations = {
  UNKNOWN_STATE: 'The first two digits of an area key name the state, 01 to 16; check for typing errors.',
  UNKNOWN_MUNICIPALITY:
    'No municipality of Lower Saxony has this key; look it up in the municipality directory (Gemeindeverzeichnis).',
  HISTORIC_KEY:
    'This key ended with a territorial reform; use the key of the municipality that succeeded it.',
  LATER_KEY:
    'This key began with a territorial reform after that time; use the key that the municipality had then.',
};

export const agsFailures = failures({
  FORMAT:
    'A municipality key (AGS) has exactly eight digits, with its leading zero; send it as text without blanks.',
  ...areaKeyExplanations,
});

export const normaliseAgs = withoutBlanks;

/**
 * Reads a canonical AGS. A Lower Saxon key must be valid today, or, where a period is given, on one of its days at
 * least; of other states only the form is known.
 */
export function parseAgs(text: string, period?: Period): Parsed<Ags> {
  if (!isDigits(text, 8)) return agsFailures.FORMAT;
  const problem = areaProblem(text, period);
  return problem ? agsFailures[problem] : success(text as Ags);
}

/** What is wrong with eight digits as an area key, if anything. */
export function areaProblem(ags: string, period: Period = {}): keyof typeof areaKeyExplanations | undefined {
  const state = ags.slice(0, 2);
  if (state < '01' || state > '16') return 'UNKNOWN_STATE';
  if (state !== '03') return undefined;
  if (isHistoricAgs(ags)) return wasValidIn(ags, period) ? undefined : 'HISTORIC_KEY';
  if (beganAfter(ags, period)) return 'LATER_KEY';
  return municipalityNames().has(ags) ? undefined : 'UNKNOWN_MUNICIPALITY';
}
