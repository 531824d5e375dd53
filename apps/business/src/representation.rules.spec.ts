import { personMark } from '#libs/identifiers';
import { aCompany } from './company.builder.ts';
import type { Company } from './company.entity.ts';
import { judgeOfficer } from './representation.rules.ts';

const key = 'A'.repeat(43);
const erika = { familyName: 'Muster', givenNames: 'Erika', birthDate: '1980-05-17' };
const marksOf = (change: Partial<typeof erika> = {}) => [personMark(key, { ...erika, ...change }) ?? ''];
const alone = { ...erika, representation: 'ALONE' } as const;
const jointly = { ...erika, representation: 'JOINTLY' } as const;

const judged = (company: Partial<Company> = {}, by = marksOf()) =>
  judgeOfficer(key, aCompany({ officers: [alone], ...company }), by).answer;

describe('an officer represents a company', () => {
  it('as their entry says, whatever the spelling of the name, by all given names or the call name', () => {
    expect(judged()).toBe('ALONE');
    expect(judged({ officers: [{ ...alone, familyName: 'MUSTER ' }] })).toBe('ALONE');
    expect(judged({}, [...marksOf({ givenNames: 'Erika Marie' }), ...marksOf()])).toBe('ALONE');
    expect(judged({ officers: [jointly] })).toBe('JOINTLY');
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
    ['the company is in liquidation', { status: 'IN_LIQUIDATION' }],
    ['the company is insolvent', { status: 'INSOLVENT' }],
  ])('and nobody can say where %s', (_, company) => {
    expect(judged(company)).toBe('DOUBT');
  });

  it('by marks of the question’s own key alone', () => {
    expect(judgeOfficer('B'.repeat(43), aCompany({ officers: [alone] }), marksOf()).answer).toBe('NO');
    expect(judged({}, [])).toBe('NO');
    expect(judged({ officers: [{ ...alone, birthDate: null }] }, [''])).toBe('NO');
  });
});
