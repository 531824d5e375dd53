/** Counties whose keys ended in a reform, with the county that took them over. All their municipality keys ended too. */
const endedCounties: ReadonlyMap<string, string> = new Map([
  ['03152', '03159'], // Göttingen (old), merged with Osterode am Harz on 2016-11-01
  ['03156', '03159'],
  ['03201', '03241'], // city and county of Hannover became Region Hannover on 2001-11-01
  ['03253', '03241'],
]);

/**
 * Municipality keys that ended, with their successor. Hahausen, Lutter am Barenberge and Wallmoden joined Langelsheim,
 * which got a new key, on 2021-11-01; their postcode 38729 is listed under the successor. The successors of the other
 * municipalities of ended counties are not on record here.
 */
const endedMunicipalities: ReadonlyMap<string, string> = new Map([
  ['03152012', '03159016'],
  ['03201000', '03241001'],
  ['03153006', '03153019'],
  ['03153007', '03153019'],
  ['03153009', '03153019'],
  ['03153014', '03153019'],
]);

/** True for a key that was valid once and is no longer. */
export const isHistoricAgs = (ags: string): boolean =>
  endedCounties.has(ags.slice(0, 5)) || endedMunicipalities.has(ags);

/** Municipality key that replaced a historic one, where it is on record. */
export const successorOfAgs = (ags: string): string | undefined => endedMunicipalities.get(ags);

/** County key (five digits) that replaced a historic one, also for any municipality key in it. */
export const successorOfCounty = (key: string): string | undefined => endedCounties.get(key.slice(0, 5));
