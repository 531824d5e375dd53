import type { BasicData } from './identity-retrieval.ts';
import { NumberOffice } from './number-office.ts';

const home = { postcode: '30159', place: 'Hannover' };
const anna: BasicData = { familyName: 'Beispiel', givenNames: 'Anna', birthDate: '1988-04-17', home };
const clara: BasicData = { familyName: 'Muster', givenNames: 'Clara', birthDate: '1993-02-08' };
const twin = { familyName: 'Zwilling', birthDate: '2001-01-01', home };
const office = new NumberOffice([
  { idnr: '01', person: anna },
  { idnr: '02', person: clara, lock: { since: '2026-11-02', until: '2028-11-02' } },
  { idnr: '03', person: { ...twin, givenNames: 'Eins' } },
  { idnr: '04', person: { ...twin, givenNames: 'Zwei' } },
]);
const { home: _, ...annaSomewhere } = anna;
const { home: _home, ...twinSomewhere } = twin;

describe('the stand-in of the federal office', () => {
  it.each<[string, BasicData, string | undefined]>([
    ['by family name, home and birth date', { ...anna, givenNames: 'Anna Maria' }, '01'],
    ['by both names and birth date without a home', annaSomewhere, '01'],
    ['not by other given names without a home', { ...annaSomewhere, givenNames: 'Anne' }, undefined],
    ['not at another home', { ...anna, home: { ...home, place: 'Laatzen' } }, undefined],
    ['not by another birth date', { ...anna, birthDate: '1988-04-18' }, undefined],
    ['not of one of several', { ...twin, givenNames: 'Eins' }, undefined],
    ['of the one whom given names tell apart', { ...twinSomewhere, givenNames: 'Zwei' }, '04'],
  ])('tells a number %s', async (_story, asked, idnr) => {
    expect(await office.idnrOf(asked, '2026-11-29')).toBe(idnr);
  });

  it.each([
    ['2026-11-01', '02'],
    ['2026-11-02', undefined],
    ['2028-11-02', undefined],
    ['2028-11-03', '02'],
  ])('tells none of a locked person from the first day to the last: %s', async (day, idnr) => {
    expect(await office.idnrOf(clara, day)).toBe(idnr);
  });
});
