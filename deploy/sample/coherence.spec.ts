import { counties, parseDay, parseEuid, parsePlate, termEnd } from '#libs/identifiers';
import { addYears, dayNumber, isAged } from './days.ts';
import type { ResidentRecord } from './sample-record.ts';
import {
  aSample,
  homeKey,
  homeOf,
  personKey,
  referenceDate,
  referenceDay,
  sampleOptions,
} from './sample.builder.ts';

const { residents, vehicles } = aSample();
const byHome = Map.groupBy(residents, (record) => homeKey(homeOf(record)));
const housemates = (record: ResidentRecord): readonly ResidentRecord[] =>
  byHome.get(homeKey(homeOf(record))) ?? [];

describe('the residents of a sample', () => {
  it('have names in NFC, a call name among their given names, and dates of the calendar', () => {
    for (const each of residents) {
      const names = [each.familyName, each.givenNames, each.callName, each.birthName ?? '', each.birthPlace];
      expect(names.map((name) => name.normalize('NFC'))).toEqual(names);
      expect(each.givenNames.split(' ')).toContain(each.callName);
      expect(parseDay(each.birthDate).ok && parseDay(each.effectiveOn).ok).toBe(true);
    }
    const letters = residents.map(({ familyName, givenNames }) => familyName + givenNames).join('');
    expect(Array.from('äöüßłŠşıøṢāț').filter((letter) => !letters.includes(letter))).toEqual([]);
  });

  it('live somewhere since after their birth and register nothing in the future', () => {
    for (const { birthDate, addresses, effectiveOn } of residents) {
      const current = addresses.filter(({ movedOutOn }) => movedOutOn === undefined);
      expect(['SOLE', 'MAIN,SECONDARY']).toContain(current.map(({ residenceType }) => residenceType).join());
      for (const { movedInOn, movedOutOn = referenceDate } of addresses) {
        expect(birthDate <= movedInOn && movedInOn < movedOutOn && movedOutOn <= referenceDate).toBe(true);
      }
      expect(effectiveOn).toBe(current[0]?.movedInOn);
    }
  });

  it('are married to each other', () => {
    const married = residents.filter(({ maritalStatus }) => maritalStatus === 'VH');
    expect(married.length).toBeGreaterThan(400);
    for (const each of married) {
      const spouse = housemates(each).find(
        (mate) => each.spouse && personKey(mate) === personKey(each.spouse),
      );
      expect(spouse?.spouse && personKey(spouse.spouse)).toBe(personKey(each));
    }
    expect(
      residents.every(({ spouse, maritalStatus }) => (spouse !== undefined) === (maritalStatus === 'VH')),
    ).toBe(true);
  });

  it('have minor children who name them as representatives and are much younger', () => {
    const minors = residents.filter(({ birthDate }) => !isAged(dayNumber(birthDate), 18, referenceDay));
    expect(minors.length).toBeGreaterThan(300);
    for (const minor of minors) {
      const parents = housemates(minor).filter(({ minorChildren = [] }) =>
        minorChildren.some((child) => personKey(child) === personKey(minor)),
      );
      expect(minor.legalRepresentatives?.map(personKey).toSorted()).toEqual(
        parents.map(personKey).toSorted(),
      );
      expect(parents.length).toBeGreaterThan(0);
      const born = dayNumber(minor.birthDate);
      expect(parents.every(({ birthDate }) => addYears(dayNumber(birthDate), 18) < born)).toBe(true);
      expect(parents.map(({ familyName }) => familyName)).toContain(minor.familyName);
    }
  });

  it('share locks with their household, so that no relative gives the address away', () => {
    for (const each of residents) {
      const kinds = housemates(each).map(({ locks = [] }) => locks.map(({ kind }) => kind).join());
      expect(new Set(kinds).size).toBe(1);
      expect(each.spouse?.lock ?? '').toBe(each.spouse ? kinds[0] : '');
    }
  });

  it('share homes as families, and a few have a lock', () => {
    expect(byHome.size).toBeLessThan(sampleOptions.residents * 0.7);
    const kinds = residents.flatMap(({ locks = [] }) => locks.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['INFORMATION', 'CONDITIONAL']));
    expect(kinds.length).toBeLessThan(sampleOptions.residents * 0.02);
  });

  it('are locked for two years, Clara from the day that was named', () => {
    const locks = residents.flatMap((record) => record.locks ?? []);
    for (const { since, until } of locks) expect(until).toBe(termEnd(since, 2));
    const [, , clara] = aSample({ residents: 5, vehicles: 2, lockedSince: '2028-02-29' }).residents;
    expect(clara?.locks).toMatchObject([{ since: '2028-02-29', until: '2030-02-28' }]);
  });
});

describe('the vehicles of a sample', () => {
  const byIdnr = new Map(residents.map((record) => [record.idnr, record]));

  it('belong to unlocked adults of the same sample, at their name and home', () => {
    for (const { holder, registeredOn } of vehicles) {
      if (holder.kind === 'ORGANISATION') continue;
      const resident = byIdnr.get(holder.idnr) as ResidentRecord;
      expect(personKey(holder)).toBe(personKey(resident));
      expect(homeKey(holder.address)).toBe(homeKey(homeOf(resident)));
      expect(resident.locks).toBeUndefined();
      expect(isAged(dayNumber(holder.birthDate), 18, dayNumber(registeredOn))).toBe(true);
      expect(registeredOn >= (resident.addresses[0]?.movedInOn ?? '')).toBe(true);
    }
  });

  it('belong, some of them, to organisations with an EUID', () => {
    const euids = vehicles.flatMap(({ holder }) => (holder.kind === 'ORGANISATION' ? [holder.euid] : []));
    expect(euids.length).toBeGreaterThan(20);
    expect(euids.every((euid) => parseEuid(euid).ok)).toBe(true);
  });

  it('bear a plate of the county they are registered in, and the suffix of their kind', () => {
    const suffixes = { VINTAGE: 'H', ELECTRIC: 'E', NORMAL: undefined, SEASONAL: undefined };
    for (const { plate, plateKind, ags, season, fuelType } of vehicles) {
      const parsed = parsePlate(plate);
      const parts = parsed.ok ? parsed.value : undefined;
      expect(counties().get(ags.slice(0, 5))?.plateCodes).toContain(parts?.district);
      expect(parts?.suffix).toBe(suffixes[plateKind]);
      expect(season !== undefined).toBe(plateKind === 'SEASONAL');
      expect(fuelType === 'ELECTRIC').toBe(plateKind === 'ELECTRIC');
    }
  });

  it('were built before they were registered, and were registered before the reference date', () => {
    for (const { firstRegisteredOn, registeredOn, nextInspectionMonth, plateKind } of vehicles) {
      expect(firstRegisteredOn <= registeredOn && registeredOn < referenceDate).toBe(true);
      expect(nextInspectionMonth).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      expect(nextInspectionMonth >= referenceDate.slice(0, 7)).toBe(true);
      expect(plateKind === 'VINTAGE' && isAged(dayNumber(firstRegisteredOn), 30, referenceDay)).toBe(
        plateKind === 'VINTAGE',
      );
    }
  });
});
