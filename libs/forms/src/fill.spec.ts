import { fillField, neededEvidence, subjectOf } from './fill.ts';
import { fieldsOf } from './form.ts';
import { exampleForm, exampleText } from './form.builder.ts';
import { lintForm } from './lint.ts';

const form = exampleForm();
const [street, residence, kind] = ['street', 'residence', 'kind'].map((name) =>
  fieldsOf(form).find(({ id }) => id === name)!,
);
const found = (evidence: Record<string, unknown>) => ({ status: 'EVIDENCE', evidence }) as const;

describe('fillField', () => {
  it('takes a value, and several as one text', () => {
    const evidence = found({
      residenceType: 'MAIN',
      address: { street: 'Am Markt', houseNumber: '5', houseNumberLetter: 'a' },
    });
    expect(fillField(residence!, evidence)).toEqual({ status: 'PREFILLED', value: 'MAIN' });
    expect(fillField(street!, evidence)).toEqual({ status: 'PREFILLED', value: 'Am Markt 5a' });
  });

  it('leaves out parts that the record does not hold, with what stands before them', () => {
    const address = { street: null, houseNumber: '5', houseNumberLetter: null };
    expect(fillField(street!, found({ address }))).toEqual({ status: 'PREFILLED', value: '5' });
  });

  it('says that the record holds nothing only where a record was found', () => {
    const empty = { street: null, houseNumber: null, houseNumberLetter: null };
    expect(fillField(street!, found({ address: empty }))).toEqual({ status: 'NOT_ON_FILE' });
    expect(fillField(residence!, found({ residenceType: null }))).toEqual({ status: 'NOT_ON_FILE' });
    expect(fillField(residence!, { status: 'NO_EVIDENCE' })).toEqual({ status: 'NO_EVIDENCE' });
  });

  it.each(['REFUSED', 'UNAVAILABLE'] as const)('passes on %s', (status) => {
    expect(fillField(street!, { status })).toEqual({ status });
  });

  it('asks the applicant where nobody was asked', () => {
    const ask = { status: 'ASK_APPLICANT' };
    expect(fillField(kind!, found({}))).toEqual(ask);
    expect(fillField(street!, undefined)).toEqual(ask);
    expect(fillField(street!, { status: 'DECLINED' })).toEqual(ask);
    expect(fillField(street!, found({}))).toEqual(ask);
  });

  it('marks a value with marks of direction, and leaves it as the register has it', () => {
    const told = fillField(residence!, found({ residenceType: 'MA\u202EIN<b>' }));
    expect(told).toEqual({ status: 'PREFILLED', value: 'MA\u202EIN<b>', hiddenMarks: true });
  });

  it('takes no member that every object has', () => {
    expect(fillField({ source: { evidenceType: 'a', field: 'constructor' } }, found({}))).toEqual({
      status: 'ASK_APPLICANT',
    });
  });
});

describe('neededEvidence', () => {
  it('names each source with the paths that fields take', () => {
    expect(neededEvidence(form)).toEqual([
      {
        evidenceType: 'residents.address.v1',
        subject: 'owner',
        fields: ['address.street', 'address.houseNumber', 'address.houseNumberLetter', 'residenceType'],
      },
      { evidenceType: 'vehicles.holder.v1', subject: 'car', fields: [] },
    ]);
  });
});

describe('subjectOf', () => {
  it('takes it from where it is typed', () => {
    expect(subjectOf(form, 'car', { plate: ' H-AB 123 ' })).toEqual({ plate: 'H-AB 123' });
    expect(subjectOf(form, 'car', {})).toBeUndefined();
    expect(subjectOf(form, 'owner', {})).toBeUndefined();
  });

  it('makes the EUID of a company from court and number', () => {
    const text = exampleText
      .replace('kind: plate\n', 'kind: euid\n')
      .replace('typed: { field: plate }', 'typed: { court: reason, number: plate }')
      .replace(
        'type: text\n        required: true\n        shownWhen',
        'type: registerCourt\n        shownWhen',
      )
      .replace('type: plate', 'type: registerNumber');
    const company = lintForm('example.yaml', text).form!;
    expect(subjectOf(company, 'car', { reason: 'P2305', plate: 'hrb 12345' })).toEqual({
      euid: 'DEP2305.HRB12345',
    });
    expect(subjectOf(company, 'car', { reason: 'P2305' })).toBeUndefined();
  });
});
