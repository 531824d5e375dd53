import { v7 } from 'uuid';
import type { RepresentationAsked } from '#libs/contracts';
import { personMark } from '#libs/identifiers';
import { Keepers } from '#libs/register-kit';
import { PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
import { describeCases, describeDoubts } from '../../../../libs/cases/src/testing/index.ts';
import { business } from '../business.register.ts';
import { aCompany } from '../company.builder.ts';
import type { Company } from '../company.entity.ts';
import { moveSeat } from '../company.rules.ts';
import { migrations } from '../migrations/index.ts';
import { companyCases } from './case.rules.ts';

let register: RegisterUnderTest<Company>;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: business,
    migrations,
    example: aCompany,
    kept: [],
    change: (n) => (company) =>
      moveSeat(
        { seat: { place: `Ort ${n}` }, register: company.register, euid: company.euid },
        '2026-01-01',
      )(company),
  });
});
afterAll(() => register.close());

/** Opens a case about a company of the register, and answers its id. */
async function open(): Promise<string> {
  const caller = new PermitCaller(register);
  const permit = caller.permitFor(await caller.registered());
  await caller.ask(permit);
  const report = { id: v7(), recalls: permit.decisionId, words: 'It is another.' };
  await caller.report(report);
  const [opened] = await register.rows<{ id: string }>('select id from cases where event_id = $1', [
    report.id,
  ]);
  return opened!.id;
}

describe('cases of the commercial register', () => {
  describeCases(() => ({
    source: register.source,
    definition: companyCases,
    keeper: register.records.keeper,
    foreign: new Keepers(business).of({ authority: 'registergericht-hannover' }),
    open,
    outcome: 'CONFIRMED',
  }));

  describe('of a value that a person doubts', () => {
    describeDoubts(() => register, companyCases);
  });
});

describe('whether somebody represents a company', () => {
  const key = 'A'.repeat(43);
  const erika = { familyName: 'Muster', givenNames: 'Erika', birthDate: '1980-05-17' };
  const marks = [personMark(key, erika)!];
  const caller = () => new PermitCaller(register);
  const question = (subject: string, by = marks) =>
    ({ id: v7(), key, ask: 'COMPANY', subjectKind: 'euid', subject, by }) as const;
  const said = async (asked: RepresentationAsked) => (await caller().represents(asked)).body;
  const entered = async (change: Partial<Company> = {}) => {
    const officers = [{ ...erika, representation: 'ALONE' }] as const;
    return caller().registered(aCompany({ officers, ...change }));
  };

  it('is answered from the company alone, without a reason, and each question is logged and answered once', async () => {
    const { euid } = await entered();
    const asked = question(euid);
    expect(await said(asked)).toEqual({ answer: 'ALONE', open: true });
    const again = await caller().represents(asked);
    expect([again.statusCode, again.body.code]).toEqual([403, 'permit-refused']);
    const ended = question((await entered({ status: 'DELETED', endedOn: '2026-01-01' })).euid);
    const stranger = question(euid, ['B'.repeat(43)]);
    const unknown = question('DEP2204.HRB999999');
    const answers = await Promise.all([ended, stranger, unknown].map((each) => said(each)));
    expect(answers).toEqual(answers.map(() => ({ answer: 'NO', open: false })));
    const rows = [asked, ended, stranger, unknown].map(({ id }) => caller().logged({ decisionId: id }));
    expect(await Promise.all(rows)).toMatchObject(
      ['EVIDENCE', 'MISMATCH', 'MISMATCH', 'UNKNOWN'].map((outcome) => ({
        outcome,
        purpose: 'representation',
        recipient: 'PERSON',
      })),
    );
  });

  it('is told of two who act together by their entries, and never of one person with two numbers', async () => {
    const max = { familyName: 'Fremd', givenNames: 'Max', birthDate: '1979-01-02' };
    const officers = [erika, max].map((each) => ({ ...each, representation: 'JOINTLY' as const }));
    const { euid } = await entered({ officers });
    const { entry: beside } = (await said(question(euid))) as { readonly entry: string };
    const second = [personMark(key, max)!];
    const both = await said({ ...question(euid, second), beside });
    expect(both).toMatchObject({ answer: 'JOINTLY', beside: true });
    expect(both).not.toMatchObject({ entry: beside });
    const twice = { ...question(euid), beside };
    expect(await said(twice)).toEqual({ answer: 'DOUBT', open: false });
    expect(await caller().logged({ decisionId: twice.id })).toMatchObject({ outcome: 'AMBIGUOUS' });
    const malformed = await caller().represents({ ...question(euid, second), beside: 'somebody' });
    expect(malformed.body.code).toBe('permit-refused');
  });

  it('is no search: neither for persons nor by another number', async () => {
    const { euid } = await entered();
    const person = { id: v7(), key, idnr: '01234567812', birthDate: '1980-05-17' };
    const asked: readonly RepresentationAsked[] = [
      { ...person, ask: 'PERSON' },
      { ...person, ask: 'CHILD', by: { self: marks, children: [], locked: false } },
      { ...question(euid), subjectKind: 'widnr' },
    ];
    const answers = await Promise.all(asked.map((each) => caller().represents(each)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
  });

  it('is one of two, and no evidence of a version that knows nothing of it', async () => {
    const [answer] = await caller().ask(caller().permitFor(await entered(), { fields: ['officers'] }));
    expect(answer).toMatchObject({ evidence: { officers: [erika] } });
    expect(JSON.stringify(answer)).not.toContain('ALONE');
    await expect(
      entered({ officers: [{ ...erika, representation: 'SOMETIMES' as 'ALONE' }] }),
    ).rejects.toThrow('companies_representation_check');
  });
});
