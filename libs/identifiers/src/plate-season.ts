import { failures, success, type Parsed } from './parsed.ts';

/** Months of operation of a seasonal plate (FZV §10(3)), 1 to 12, both included; may cross the year end. */
export interface PlateSeason {
  readonly from: number;
  readonly to: number;
}

export const seasonFailures = failures({
  FORMAT: 'A season is its first and last month with two digits each and a hyphen, as in 04-10.',
  SEASON_MONTH: 'The months of a season run from 01 to 12; correct the first or the last month.',
  SEASON_LENGTH: 'A season lasts two to eleven months; correct the first or the last month.',
});

const form = /^(\d\d)-(\d\d)$/;

/** Reads a season, `03-10`. */
export function parseSeason(text: string): Parsed<PlateSeason> {
  const match = form.exec(text);
  if (!match) return seasonFailures.FORMAT;
  const from = Number(match[1]);
  const to = Number(match[2]);
  if (from < 1 || from > 12 || to < 1 || to > 12) return seasonFailures.SEASON_MONTH;
  const months = ((to - from + 12) % 12) + 1;
  if (months < 2 || months > 11) return seasonFailures.SEASON_LENGTH;
  return success({ from, to });
}

/** Writes a season as `03-10`. */
export const formatSeason = ({ from, to }: PlateSeason): string =>
  `${String(from).padStart(2, '0')}-${String(to).padStart(2, '0')}`;
