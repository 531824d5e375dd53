import { type Planted, toldOf } from './planted.builder.ts';

const planted: readonly Planted[] = [
  [
    'an unknown evidence type',
    '- evidenceType: vehicles.holder.v1',
    '- evidenceType: vehicles.holders.v1',
    'holders.v1',
    'no evidence type vehicles.holders.v1',
    'vehicles.holder.v1?',
  ],
  [
    'evidence on statute alone',
    '- evidenceType: vehicles.holder.v1\n    subject: car',
    '- evidenceType: residents.identity.v1\n    subject: owner',
    'residents.identity.v1',
    "on the applicant's choice",
    'grant with ground CHOICE',
  ],
  [
    'a subject that no grant names like that',
    'subject: car',
    'subject: owner',
    'subject: owner',
    'not asked by idnr',
    'asked by plate',
  ],
  [
    'a field that no grant lists',
    'field: address.houseNumber,',
    'field: address.houseNumbr,',
    'houseNumbr',
    'does not list address.houseNumbr',
    'address.houseNumber?',
  ],
  [
    'a type that the register does not say',
    'field: residenceType',
    'field: movedInOn',
    'type: choice',
    'choice does not fit',
    'type: day',
  ],
  [
    'a list of the register',
    'field: residenceType',
    'field: nationalities',
    'type: choice',
    'array there',
    'another field',
  ],
  [
    'an option that the register has and the form not',
    '          - { value: MAIN, label: { de: Haupt, en: main } }',
    '          - { value: OTHER, label: { de: Haupt, en: main } }',
    'type: choice',
    'may say MAIN',
    'option for each',
  ],
  [
    'parts that make no text',
    'type: text\n        required: true\n        source',
    'type: plate\n        required: true\n        source',
    'type: plate',
    'one line of text',
    'type: text',
  ],
  [
    'an unknown authority',
    'authority: dog-office',
    'authority: dog-ofice',
    'dog-ofice',
    'no authority dog-ofice',
    'dog-office?',
  ],
];

describe('what no grant allows or no register says', () => {
  it.each(planted)('tells %s with its line and a remedy', (_, from, to, line, what, remedy) => {
    expect(toldOf(from, to)).toContainEqual({
      file: 'example.yaml',
      line: expect.stringContaining(line) as string,
      column: expect.any(Number) as number,
      what: expect.stringContaining(what) as string,
      remedy: expect.stringContaining(remedy) as string,
    });
  });
});
