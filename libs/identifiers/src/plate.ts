import { plateDistricts } from './area-data.ts';
import type { Branded } from './branded.ts';
import { failures, success, type Parsed, type Warning } from './parsed.ts';
import { parseSeason, type PlateSeason } from './plate-season.ts';
import { plainHyphens, singleBlanks, upperCase } from './text.ts';

/** Canonical text of a plate without its season: `H-AB 123`, `H-AB 123E`. */
export type PlateText = Branded<'Plate'>;

/** Ordinary licence plate (FZV §9, annexes 1 and 4). Official, red, short-term and export plates are other kinds. */
export interface Plate {
  readonly text: PlateText;
  /** Does not prove where the vehicle is registered: plates move with their holder (FZV §15(4) no. 2). */
  readonly district: string;
  readonly letters: string;
  readonly number: number;
  /** H: vintage vehicle; E: electric vehicle. */
  readonly suffix?: 'H' | 'E';
  readonly season?: PlateSeason;
}

export interface PlateOptions {
  /** Season beside the plate, `03-10`; it shortens the permitted length. */
  readonly season?: string;
}

export const plateFailures = failures({
  FORMAT:
    'A plate is its district, a hyphen, one or two letters, a blank, a number without leading zero, and optionally H or E. Type the hyphen and the blank: without them a plate is ambiguous.',
  TOO_LONG:
    'The plate has too many characters: eight at most, seven for a season or before H or E, six for a season with H or E.',
  SEASON_MONTH: 'The months of a season run from 01 to 12; correct the first or the last month.',
  SEASON_LENGTH: 'A season lasts two to eleven months; correct the first or the last month.',
});

const unknownDistrict: readonly Warning[] = [
  {
    code: 'UNKNOWN_DISTRICT',
    explanation:
      'The district is not one of Lower Saxony. Plates may be kept after a move, so this may be right.',
  },
];

const form = /^([A-ZÄÖÜ]{1,3})-([A-Z]{1,2}) ([1-9]\d{0,3})([HE])?$/;
const looseForm = /^([A-ZÄÖÜ]{1,3})[- ]{1,3}([A-Z]{1,2})[- ]{0,3}(\d{1,4}) ?([HE])?$/;

/**
 * Upper case (NFC), one hyphen, one blank. The boundary between district and letters is never guessed: a text without
 * a separator there stays invalid, and `plateCandidates` lists its readings.
 */
export function normalisePlate(text: string): string {
  const spaced = upperCase(plainHyphens(singleBlanks(text.normalize('NFC')))).normalize('NFC');
  const match = looseForm.exec(spaced);
  if (!match) return spaced;
  const [, district, letters, number, suffix = ''] = match;
  return `${district}-${letters} ${number}${suffix}`;
}

/** Reads a canonical plate; warns when the district is not one of Lower Saxony. */
export function parsePlate(text: string, { season }: PlateOptions = {}): Parsed<Plate> {
  const match = form.exec(text);
  if (!match) return plateFailures.FORMAT;
  const [, district = '', letters = '', number = '', suffix] = match;
  const parsedSeason = season === undefined ? undefined : parseSeason(season);
  if (parsedSeason && !parsedSeason.ok) return parsedSeason;
  const longest = 8 - (suffix ? 1 : 0) - (parsedSeason ? 1 : 0);
  if (district.length + letters.length + number.length > longest) return plateFailures.TOO_LONG;
  const plate = {
    text: text as PlateText,
    district,
    letters,
    number: Number(number),
    ...(suffix ? { suffix: suffix as 'H' | 'E' } : {}),
    ...(parsedSeason ? { season: parsedSeason.value } : {}),
  };
  return plateDistricts().has(district) ? success(plate) : success(plate, unknownDistrict);
}

/** Writes the parts of a plate as canonical text, without the season; does not check them. */
export const formatPlate = (plate: Omit<Plate, 'text' | 'season'>): PlateText =>
  `${plate.district}-${plate.letters} ${plate.number}${plate.suffix ?? ''}` as PlateText;
