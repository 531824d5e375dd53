import { heldKey } from '#libs/contracts';
import { personMark } from '#libs/identifiers';
import { aCompany } from './company.builder.ts';
import type { Company } from './company.entity.ts';
import { judgeOfficer } from './representation.rules.ts';

const key = 'A'.repeat(43);
const erika = { familyName: 'Muster', givenNames: 'Erika', birthDate: '1980-05-17' };
const marksOf = (change: Partial<typeof erika> = {}) => [personMark(key, { ...erika, ...change }) ?? ''];
const alone = { ...erika, representation: 'ALONE' } as const;
const jointly = { ...erika, representation: 'JOINTLY' } as const;

const max = { familyName: 'Fremd', givenNames: 'Max', birthDate: '1979-01-02' };
const other = { ...max, representation: 'JOINTLY' } as const;
const third = { ...other, givenNames: 'Mia' } as const;
const entryKey = heldKey(Buffer.alloc(32, 7));

const verdict = (company: Partial<Company> = {}, by = marksOf(), beside?: string) =>
  judgeOfficer(
    { key, by, ...(beside !== undefined && { beside }) },
    aCompany({ officers: [alone], ...company }),
    entryKey,
  );
const judged = (company: Partial<Company> = {}, by = marksOf()) => verdict(company, by).answer;

describe('an officer represents a company', () => {
  it('as their entry says, whatever the spelling of the name, by all given names or the call name', () => {
    expect(judged()).toBe('ALONE');
    expect(judged({ officers: [{ ...alone, familyName: 'MUSTER ' }] })).toBe('ALONE');
    expect(judged({}, [...marksOf({ givenNames: 'Erika Marie' }), ...marksOf()])).toBe('ALONE');
    expect(judged({ officers: [jointly, other] })).toBe('JOINTLY');
  });

  it.each<[string, Partial<Company>, Partial<typeof erika>]>([
    ['somebody of another name', {}, { familyName: 'Fremd' }],
    ['a namesake born on another day', {}, { birthDate: '1980-05-18' }],
    ['one whose entry has no birth date', { officers: [{ ...alone, birthDate: null }] }, {}],
    ['a holder of procuration', { officers: [], proxies: [alone] }, {}],
    ['one of a company that was deleted', { status: 'DELETED' }, {}],
    ['one of a company that was absorbed', { status: 'TRANSFORMED' }, {}],
    ['one of a company that ended', { endedOn: '2026-01-01' }, {}],
    ['one of a company that moved to another court', { successor: { euid: 'DEP2305.HRB1' } }, {}],
  ])('but not %s', (_, company, person) => {
    expect(judged(company, marksOf(person))).toBe('NO');
  });

  it.each<[string, Partial<Company>]>([
    ['the entry has only free text', { officers: [{ ...erika, signingRule: 'represents alone' }] }],
    ['two entries differ', { officers: [alone, jointly] }],
    ['one of two entries says nothing', { officers: [alone, erika] }],
    ['no other one represents jointly', { officers: [jointly, { ...other, representation: 'ALONE' }] }],
    ['the other one may be the same person', { officers: [jointly, { ...other, birthDate: null }] }],
    ['two jointly are one by name and birth date', { officers: [jointly, jointly, other] }],
    ['the company is in liquidation', { status: 'IN_LIQUIDATION' }],
    ['the company is insolvent', { status: 'INSOLVENT' }],
  ])('and nobody can say where %s', (_, company) => {
    expect(judged(company)).toBe('DOUBT');
  });

  it('by marks of the question’s own key alone', () => {
    expect(
      judgeOfficer({ key: 'B'.repeat(43), by: marksOf() }, aCompany({ officers: [alone] }), entryKey).answer,
    ).toBe('NO');
    expect(judged({}, [])).toBe('NO');
    expect(judged({ officers: [{ ...alone, birthDate: null }] }, [''])).toBe('NO');
  });
});

describe('two officers represent a company together', () => {
  const officers = [jointly, other, third];
  const by = [personMark(key, max) ?? ''];
  const first = (company: Partial<Company> = {}) => verdict({ officers, ...company }).entry ?? '';
  const besideFirst = (company: Partial<Company> = {}, marks = by) =>
    verdict({ officers, ...company }, marks, first());

  it('by two entries, each of which is named without saying whose it is', () => {
    expect(besideFirst()).toEqual({
      answer: 'JOINTLY',
      open: true,
      entry: expect.stringMatching(/^[\w-]{43}$/),
      beside: true,
    });
    expect(first({ officers: [{ ...jointly, givenNames: 'ERIKA ', role: 'new' }, other] })).toBe(first());
    expect(first({ id: '018f0000-0000-7000-8000-000000000001' })).not.toBe(first());
    expect(verdict()).not.toHaveProperty('entry');
  });

  it('and not by one entry, whoever clicks twice: with two numbers of one person, or as a namesake', () => {
    expect(besideFirst({}, marksOf())).toEqual({ answer: 'DOUBT', open: false });
    expect(besideFirst({}, [...marksOf({ givenNames: 'Erika Marie' }), ...marksOf()]).answer).toBe('DOUBT');
  });

  it('nor by two entries that one person’s marks fit', () => {
    expect(besideFirst({ officers: [jointly, other, other] }).answer).toBe('DOUBT');
    const called = { ...max, givenNames: 'Max Otto' };
    const both = { officers: [jointly, other, { ...called, representation: 'JOINTLY' as const }] };
    expect(besideFirst(both, [personMark(key, called) ?? '', ...by]).answer).toBe('DOUBT');
  });

  it.each<[string, readonly Company['officers'][number][]]>([
    ['has left', [other, third]],
    ['represents alone now', [alone, other, third]],
    ['has a namesake meanwhile', [jointly, jointly, other, third]],
    ['has an entry that says nothing any more', [erika, other, third]],
  ])('nor beside one who %s', (_, now) => {
    expect(besideFirst({ officers: now })).toMatchObject({ answer: 'JOINTLY', beside: false });
  });
});
