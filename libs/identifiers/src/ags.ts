import { municipalityNames } from './area-data.ts';
import { isHistoricAgs } from './area-history.ts';
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
};

export const agsFailures = failures({
  FORMAT:
    'A municipality key (AGS) has exactly eight digits, with its leading zero; send it as text without blanks.',
  ...areaKeyExplanations,
});

export const normaliseAgs = withoutBlanks;

/** Reads a canonical AGS. Lower Saxon keys must exist today; of other states only the form is known. */
export function parseAgs(text: string): Parsed<Ags> {
  if (!isDigits(text, 8)) return agsFailures.FORMAT;
  const problem = areaProblem(text);
  return problem ? agsFailures[problem] : success(text as Ags);
}

/** What is wrong with eight digits as an area key, if anything. */
export function areaProblem(ags: string): keyof typeof areaKeyExplanations | undefined {
  const state = ags.slice(0, 2);
  if (state < '01' || state > '16') return 'UNKNOWN_STATE';
  if (state !== '03') return undefined;
  if (isHistoricAgs(ags)) return 'HISTORIC_KEY';
  return municipalityNames().has(ags) ? undefined : 'UNKNOWN_MUNICIPALITY';
}
