import type { DisclosureAnswer, Permit } from '#libs/contracts';
import { readAnswers } from './disclosure-answer.rules.ts';

const permit: Permit = {
  decisionId: 'd1',
  subjectKind: 'idnr',
  subject: '01234567812',
  fields: ['familyName', 'address.street', 'season'],
  evidenceType: 'residents.address.v1',
  authority: 'parking',
  purpose: 'permit',
};
const origin = { version: 1, effectiveOn: '2026-01-01', recordedAt: '2026-01-01T00:00:00Z' };
const evidence = (change: object = {}): DisclosureAnswer => ({
  decisionId: 'd1',
  status: 'EVIDENCE',
  evidence: { familyName: 'Beispiel', address: { street: 'Musterstraße' } },
  provenance: { familyName: origin },
  registerAuthority: 'Register',
  concerns: ['somebody'],
  ...change,
});
const read = (...answers: unknown[]) => readAnswers({ answers }, [permit]).get('d1');

describe("a register's answer", () => {
  it('is taken with permitted fields, whose values may have an inside', () => {
    expect(read(evidence())).toEqual(evidence());
    expect(read(evidence({ evidence: { season: { from: 3, to: 10 } } }))).toBeDefined();
    expect(read(evidence({ evidence: { address: { street: null } } }))).toBeDefined();
  });

  it.each<[string, unknown]>([
    ['a field that was not permitted', evidence({ evidence: { familyName: 'x', birthDate: '1985-04-12' } })],
    ['a field beside a permitted one', evidence({ evidence: { address: { street: 'x', place: 'y' } } })],
    ['an object where fields are expected', evidence({ evidence: { address: {} } })],
    ['provenance of a field that was not permitted', evidence({ provenance: { birthDate: origin } })],
    ['no persons concerned', evidence({ concerns: undefined })],
    ['a person concerned under no pseudonym', evidence({ concerns: ['NUL \u0000'] })],
    ['another decision', evidence({ decisionId: 'd2' })],
    ['a status nobody knows', evidence({ status: 'MAYBE' })],
    ['a list for evidence', evidence({ evidence: [] })],
    ['nothing', null],
  ])('is left out with %s', (_, answer) => {
    expect(read(answer)).toBeUndefined();
  });

  it('is found where the register left another one out', () => {
    const second = { ...permit, decisionId: 'd2' };
    const answers = [evidence({ decisionId: 'd2' })];
    expect(readAnswers({ answers }, [permit, second]).get('d2')).toBeDefined();
  });

  it('does not cost the others theirs, however deep it is nested', () => {
    const deep = JSON.parse(`${'{"address":'.repeat(50_000)}{}${'}'.repeat(50_000)}`) as unknown;
    const second = { ...permit, decisionId: 'd2' };
    const answers = [evidence({ evidence: deep }), evidence({ decisionId: 'd2' })];
    expect([...readAnswers({ answers }, [permit, second]).keys()]).toEqual(['d2']);
  });

  it.each([null, {}, { answers: 'x' }, [], 'text'])('that is no batch is an error: %j', (body) => {
    expect(() => readAnswers(body, [permit])).toThrow();
  });
});
