import { comparePartialDates } from '#libs/register-kit';
import { aHome, aPostalAddress, aResident } from './resident.builder.ts';
import {
  DeathBeforeBirth,
  MoveToCurrentAddress,
  NameUnchanged,
  ResidentDeceased,
} from './resident.errors.ts';
import { currentHome } from './resident-parts.ts';
import { changeName, moveTo, recordDeath } from './resident.rules.ts';

const legalAct = { effectiveDate: '2026-02-01', authority: null, fileReference: null };
const death = { deathDate: '2026-02-01', deathPlace: null, deathCountry: null };
const newHome = aPostalAddress({ street: 'Neuer Weg' });

describe('a move', () => {
  it('ends the current home on the day the new one begins', () => {
    const secondary = aHome({ street: 'Seeweg', residenceType: 'SECONDARY' });
    const current = aHome({ residenceType: 'MAIN' });
    const { type, patch } = moveTo(newHome, '2026-02-01')(aResident({ addresses: [current, secondary] }));
    expect(type).toBe('resident.moved.v1');
    expect(patch).toEqual({
      addresses: [
        { ...newHome, residenceType: 'MAIN', residenceTypeSince: '2026-02-01', movedInOn: '2026-02-01' },
        { ...current, movedOutOn: '2026-02-01' },
        secondary,
      ],
    });
    expect(currentHome(patch.addresses ?? [])).toMatchObject(newHome);
  });

  it('is refused to the current home, however absent parts are written', () => {
    const resident = aResident();
    const same = aPostalAddress({ houseNumberLetter: null, addition: null, place: 'Hannover-Mitte' });
    expect(() => moveTo(same, '2026-02-01')(resident)).toThrow(MoveToCurrentAddress);
    expect(() => moveTo({ ...same, houseNumberLetter: 'a' }, '2026-02-01')(resident)).not.toThrow();
  });

  it('is refused before the day of moving into the current home', () => {
    expect(() => moveTo(newHome, '2019-07-31')(aResident())).toThrow('before the day');
  });
});

describe('a name change', () => {
  it('keeps the former names', () => {
    const { patch } = changeName(
      { familyName: 'Beispiel' },
      legalAct,
    )(aResident({ formerFamilyNames: ['Urahn'] }));
    expect(patch).toMatchObject({
      familyName: 'Beispiel',
      formerFamilyNames: ['Urahn', 'Muster'],
      formerGivenNames: [],
      nameChange: legalAct,
    });
  });

  it('ends an optional name by null and leaves absent members alone', () => {
    const { patch } = changeName({ marriedName: null }, legalAct)(aResident({ marriedName: 'Ehe' }));
    expect(patch.marriedName).toBeNull();
    expect(patch).not.toHaveProperty('familyName');
  });

  it('drops a call name that is no longer among the given names', () => {
    expect(changeName({ givenNames: 'Maria' }, legalAct)(aResident()).patch.callName).toBeNull();
    expect(changeName({ givenNames: 'Maria Erika' }, legalAct)(aResident()).patch.callName).toBe('Erika');
  });

  it('is refused when nothing changes or the call name is foreign', () => {
    expect(() => changeName({ familyName: 'Muster' }, legalAct)(aResident())).toThrow(NameUnchanged);
    expect(() => changeName({}, legalAct)(aResident())).toThrow(NameUnchanged);
    expect(() => changeName({ callName: 'Eri' }, legalAct)(aResident())).toThrow('call name');
  });
});

describe('a death', () => {
  it('is recorded with what is known of its date', () => {
    const { type, patch } = recordDeath({ ...death, deathDate: '2026-02-00' }, '2026-02-10')(aResident());
    expect([type, patch.deathDate]).toEqual(['resident.died.v1', '2026-02-00']);
  });

  const record = (deathDate: string, birthDate: string) => () =>
    recordDeath({ ...death, deathDate }, '2026-02-10')(aResident({ birthDate }));

  it.each([
    ['1980-05-16', '1980-05-17'],
    ['1980-04-00', '1980-05-17'],
    ['1979-00-00', '1980-05-00'],
  ])('of %s is refused after a birth of %s', (deathDate, birthDate) => {
    expect(record(deathDate, birthDate)).toThrow(DeathBeforeBirth);
  });

  it.each([
    ['1980-05-17', '1980-05-17'],
    ['1980-00-00', '1980-05-17'],
    ['0000-00-00', '1980-05-17'],
  ])('of %s may follow a birth of %s', (deathDate, birthDate) => {
    expect(record(deathDate, birthDate)).not.toThrow();
  });

  it('is refused after the day from which the act holds', () => {
    expect(() => recordDeath(death, '2026-01-31')(aResident())).toThrow('after the day');
  });

  it('ends all other acts', () => {
    const deceased = aResident({ deathDate: '2026-02-01' });
    for (const rule of [
      moveTo(newHome, '2026-03-01'),
      changeName({ familyName: 'X' }, legalAct),
      recordDeath(death, '2026-03-01'),
    ]) {
      expect(() => rule(deceased)).toThrow(ResidentDeceased);
    }
  });

  it('compares partial dates as far as both are known', () => {
    expect(Math.sign(comparePartialDates('1998-05-00', '1998-06-01'))).toBe(-1);
    expect(comparePartialDates('1998-00-00', '1998-06-01')).toBe(0);
  });
});
