import { once, readCsv } from './csv.ts';

/** A pair of municipality and postcode; a postcode can span municipalities, and a municipality has one or many. */
export interface PostcodeArea {
  readonly ags: string;
  readonly postcode: string;
  readonly place: string;
}

export interface County {
  /** First five digits of the AGS. */
  readonly key: string;
  readonly name: string;
  readonly plateCodes: readonly string[];
}

const rowsOf = (file: string): readonly (readonly string[])[] =>
  readCsv(new URL(`../data/${file}-lower-saxony.csv`, import.meta.url));

export const postcodeAreas = once((): readonly PostcodeArea[] =>
  rowsOf('postcodes').map(([ags = '', postcode = '', place = '']) => ({ ags, postcode, place })),
);

export const counties = once(
  (): ReadonlyMap<string, County> =>
    new Map(
      rowsOf('counties').map(([key = '', name = '', codes = '']) => [
        key,
        { key, name, plateCodes: codes.split(' ') },
      ]),
    ),
);

/** Names by key. The two files complete each other: each lacks keys that the other has. */
export const municipalityNames = once(
  (): ReadonlyMap<string, string> =>
    new Map([
      ...postcodeAreas().map(({ ags, place }) => [ags, place] as const),
      ...rowsOf('municipalities').map(([ags = '', name = '']) => [ags, name] as const),
    ]),
);

export const plateDistricts = once(
  (): ReadonlySet<string> => new Set(rowsOf('kfz-districts').map(([code = '']) => code)),
);

export const lowerSaxonPostcodes = once(
  (): ReadonlySet<string> => new Set(postcodeAreas().map(({ postcode }) => postcode)),
);

export const registerCourts = once(
  (): ReadonlyMap<string, string> =>
    new Map(rowsOf('register-courts').map(([code = '', name = '']) => [code, name])),
);
