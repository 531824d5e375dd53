/** A period, both ends included; parts of a day that are unknown are zeros, and absent ends are open. */
export interface Period {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

interface Ended {
  readonly on: string;
  readonly successor: string;
}

/** Last days of keys that ended in a reform; the successor's keys began on the day after. */
const GOETTINGEN = '2016-10-31';
const HANNOVER = '2001-10-31';
const LANGELSHEIM = '2021-10-31';

/** Counties whose keys ended, with the county that took them over. All their municipality keys ended too. */
const endedCounties: ReadonlyMap<string, Ended> = new Map([
  ['03152', { on: GOETTINGEN, successor: '03159' }], // Göttingen (old), merged with Osterode am Harz
  ['03156', { on: GOETTINGEN, successor: '03159' }],
  ['03201', { on: HANNOVER, successor: '03241' }], // city and county of Hannover became Region Hannover
  ['03253', { on: HANNOVER, successor: '03241' }],
]);

/**
 * Municipality keys that ended, with their successor. Hahausen, Lutter am Barenberge and Wallmoden joined Langelsheim,
 * which got a new key; their postcode 38729 is listed under the successor. The successors of the other municipalities
 * of ended counties are not on record here.
 */
const endedMunicipalities: ReadonlyMap<string, Ended> = new Map([
  ['03152012', { on: GOETTINGEN, successor: '03159016' }],
  ['03201000', { on: HANNOVER, successor: '03241001' }],
  ...['03153006', '03153007', '03153009', '03153014'].map(
    (key) => [key, { on: LANGELSHEIM, successor: '03153019' }] as const,
  ),
]);

const lastDayOf = (ags: string): string | undefined =>
  (endedMunicipalities.get(ags) ?? endedCounties.get(ags.slice(0, 5)))?.on;

const predecessorsEnd: ReadonlyMap<string, string> = new Map(
  [...endedCounties.values(), ...endedMunicipalities.values()].map(({ successor, on }) => [successor, on]),
);

/** The last day on which a key of today was not valid yet. */
const dayBefore = (ags: string): string | undefined =>
  predecessorsEnd.get(ags) ?? predecessorsEnd.get(ags.slice(0, 5));

/** True for a key that was valid once and is no longer. */
export const isHistoricAgs = (ags: string): boolean => lastDayOf(ags) !== undefined;

/** Whether a key that ended was valid on at least one day of the period. */
export const wasValidIn = (ags: string, { from }: Period): boolean =>
  from !== undefined && from <= (lastDayOf(ags) ?? '');

/** Whether a key of today began only after the period. */
export const beganAfter = (ags: string, { until }: Period): boolean =>
  until !== undefined && latest(until) <= (dayBefore(ags) ?? '');

/** The last day that a partly known one may be. */
const latest = (day: string): string =>
  day.replace(/^0000/, '9999').replace('-00-', '-12-').replace(/-00$/, '-31');

/** Municipality key that replaced a historic one, where it is on record. */
export const successorOfAgs = (ags: string): string | undefined => endedMunicipalities.get(ags)?.successor;

/** County key (five digits) that replaced a historic one, also for any municipality key in it. */
export const successorOfCounty = (key: string): string | undefined =>
  endedCounties.get(key.slice(0, 5))?.successor;

/** The keys of the municipalities that a key of today replaced, as far as they are on record. */
export const predecessorsOfAgs = (ags: string): readonly string[] =>
  [...endedMunicipalities].filter(([, { successor }]) => successor === ags).map(([key]) => key);
