import { authorityTable } from '#libs/authorities';
import { counties, postcodeAreas, type PostcodeArea } from '#libs/identifiers';
import type { Random } from './random.ts';
import type { PostalAddress } from './sample-record.ts';
import { streets } from './streets.ts';

/** Municipalities with this many postcodes are towns; more people live there than their share of all postcodes. */
const TOWN_POSTCODES = 4;
const TOWN_SHARE = 0.35;
/** AGS of the city of Göttingen, which has its own plate code inside its county. */
const GOETTINGEN = '03159016';

/** The sample is always the same, whoever merges. */
const TABLE_DAY = '2026-01-01';

/** Places of Lower Saxony with their postcodes and plate codes. */
export class Homes {
  private readonly areas: readonly PostcodeArea[] = postcodeAreas();
  private readonly townAreas: readonly PostcodeArea[] = townAreasOf(this.areas);

  address(random: Random): PostalAddress {
    const { ags, postcode, place } = random.pick(random.chance(TOWN_SHARE) ? this.townAreas : this.areas);
    return {
      ags,
      postcode,
      place,
      street: random.pick(streets),
      houseNumber: String(random.int(1, 140)),
      ...(random.chance(0.12) ? { houseNumberLetter: random.pick(['a', 'b', 'c', 'd']) } : {}),
      ...(random.chance(0.02) ? { houseNumberPart: '1/2' } : {}),
      ...(random.chance(0.05) ? { addition: `Wohnung ${random.int(1, 24)}` } : {}),
    };
  }

  /** Plate codes that the office for this municipality assigns. `WBG` is left out: the list itself doubts it. */
  plateCodes(ags: string): readonly string[] {
    if (ags === GOETTINGEN) return ['GÖ'];
    return countyOf(ags).plateCodes.filter((code) => code !== 'WBG');
  }

  registrationOffice(ags: string): string {
    const office = authorityTable.competentFor('vehicles', ags, TABLE_DAY);
    if (!office) throw new Error('No office registers vehicles in a municipality of the list.');
    return office.name;
  }
}

function countyOf(ags: string): { readonly name: string; readonly plateCodes: readonly string[] } {
  const county = counties().get(ags.slice(0, 5));
  if (!county) throw new Error('A municipality of the list belongs to no county.');
  return county;
}

function townAreasOf(areas: readonly PostcodeArea[]): readonly PostcodeArea[] {
  const counts = new Map<string, number>();
  for (const { ags } of areas) counts.set(ags, (counts.get(ags) ?? 0) + 1);
  return areas.filter(({ ags }) => (counts.get(ags) ?? 0) >= TOWN_POSTCODES);
}
