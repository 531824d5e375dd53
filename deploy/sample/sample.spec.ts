import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  isHistoricAgs,
  parseAgs,
  parseIdnr,
  parsePlate,
  parsePostcode,
  parseVin,
  type Period,
  postcodeAreas,
  successorOfAgs,
} from '#libs/identifiers';
import type { ResidentAddress } from './sample-record.ts';
import { demoCitizens } from './demo-citizens.ts';
import { demoResidents } from './demo-people.ts';
import { PlateSupply } from './plate-supply.ts';
import { aSample, referenceDate, sampleOptions } from './sample.builder.ts';
import { testIdnr } from './test-idnr.ts';
import { writeSample } from './write-sample.ts';

const { residents, vehicles } = aSample();

describe('the identifiers of a sample', () => {
  it('are all valid, and every IDNr is of the test range', () => {
    const numbers = residents.map(({ idnr }) => idnr);
    expect(
      numbers.filter((idnr) => !parseIdnr(idnr, { testNumbers: true }).ok || parseIdnr(idnr).ok),
    ).toEqual([]);
    expect(vehicles.filter(({ vin }) => !parseVin(vin).ok)).toEqual([]);
    const plates = vehicles.map(({ plate, season }) => parsePlate(plate, season ? { season } : {}));
    expect(plates.filter((parsed) => !parsed.ok || parsed.warnings.length > 0)).toEqual([]);
  });

  it('name every person, plate and vehicle once', () => {
    expect(new Set(residents.map(({ idnr }) => idnr)).size).toBe(sampleOptions.residents);
    expect(new Set(vehicles.map(({ plate }) => plate)).size).toBe(sampleOptions.vehicles);
    expect(new Set(vehicles.map(({ vin }) => vin)).size).toBe(sampleOptions.vehicles);
    expect(new Set(vehicles.map((each) => each.certificatePart2Number)).size).toBe(sampleOptions.vehicles);
  });

  it('put every address into a municipality that has its postcode', () => {
    const pairs = new Set(postcodeAreas().map(({ ags, postcode, place }) => `${ags} ${postcode} ${place}`));
    const homes = residents.flatMap(({ addresses }) => addresses);
    const all = [...homes, ...vehicles.map(({ holder }) => holder.address)];
    const today = (ags: string): string => successorOfAgs(ags) ?? ags;
    expect(
      all.filter(({ ags, postcode, place }) => !pairs.has(`${today(ags)} ${postcode} ${place}`)),
    ).toEqual([]);
    expect(all.filter(({ postcode }) => !parsePostcode(postcode).ok)).toEqual([]);
    const periodOf = ({ movedInOn: from, movedOutOn: until }: ResidentAddress): Period =>
      until === undefined ? {} : { from, until };
    expect(homes.filter((home) => !parseAgs(home.ags, periodOf(home)).ok)).toEqual([]);
    expect(homes.filter(({ ags }) => isHistoricAgs(ags)).length).toBeGreaterThan(0);
  });

  it('stay distinct over a long stretch of every supply', () => {
    const numbers = Array.from({ length: 50_000 }, (_, index) => testIdnr(index, 7));
    expect(new Set(numbers).size).toBe(50_000);
    const supply = new PlateSupply(7);
    const plates = Array.from({ length: 20_000 }, () =>
      supply.next({ district: 'SHG', suffix: 'E', seasonal: false }),
    );
    expect(new Set(plates).size).toBe(20_000);
    expect(plates.every((plate) => parsePlate(plate).ok)).toBe(true);
  });

  it('end with a clear error where a supply is used up', () => {
    const supply = new PlateSupply(7);
    const assignAll = (): void => {
      for (;;) supply.next({ district: 'SHG', suffix: 'E', seasonal: false });
    };
    expect(assignAll).toThrow('ask for fewer records');
  });
});

describe('a sample', () => {
  it('begins with the demo people, the same for every seed', () => {
    const other = aSample({ seed: 99, residents: 20, vehicles: 5 });
    expect(other.residents.slice(0, 5)).toEqual(demoResidents(referenceDate));
    expect(residents.slice(0, 5)).toEqual(demoResidents(referenceDate));
    expect(other.vehicles.slice(0, 2)).toEqual(vehicles.slice(0, 2));
    expect(residents.slice(0, 3).map(({ idnr, birthDate }) => ({ idnr, birthDate }))).toEqual(
      Object.values(demoCitizens).map(({ idnr, birthDate }) => ({ idnr, birthDate })),
    );
    expect(vehicles.slice(0, 2).map(({ plate }) => plate)).toEqual([
      demoCitizens.anna.plate,
      demoCitizens.bernd.plate,
    ]);
  });

  it('differs by its seed and leaves the people alone when there are more vehicles', () => {
    expect(aSample({ seed: 2 }).residents.slice(5)).not.toEqual(residents.slice(5));
    expect(aSample({ vehicles: 2 }).residents).toEqual(residents);
  });

  it.each([5, 6, 7, 8, 9, 10, 57])('has exactly %d residents where that many are asked for', (count) => {
    expect(aSample({ residents: count, vehicles: 9 })).toMatchObject({
      residents: { length: count },
      vehicles: { length: 9 },
    });
  });

  it('refuses to be smaller than the demo people or older than their records', () => {
    expect(() => aSample({ residents: 4 })).toThrow(RangeError);
    expect(() => aSample({ vehicles: 1 })).toThrow(RangeError);
    expect(() => aSample({ referenceDate: '2020-01-01' })).toThrow(RangeError);
  });
});

describe('writing a sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-sample-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const digests = (seed: number, name: string): readonly string[] => {
    const written = writeSample(
      { ...sampleOptions, seed, residents: 500, vehicles: 200 },
      join(folder, name),
    );
    return [written.residents, written.vehicles].map((path) =>
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    );
  };

  it('gives the same bytes for the same seed and others for another', () => {
    const first = digests(5, 'first');
    expect(digests(5, 'again')).toEqual(first);
    expect(digests(6, 'other')[0]).not.toBe(first[0]);
  });

  it('writes one record a line and leaves no unfinished file', () => {
    const { residents: path } = writeSample(
      { ...sampleOptions, residents: 40, vehicles: 10 },
      join(folder, 'small'),
    );
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(40);
    expect(JSON.parse(lines[0] ?? '')).toEqual(demoResidents(referenceDate)[0]);
    expect(existsSync(`${path}.part`)).toBe(false);
  });
});
