import { type Planted, toldOf } from './planted.builder.ts';

const planted: readonly Planted[] = [
  [
    'a condition on no field',
    '- { field: kind, is: [BIG] }',
    '- { field: kin, is: [BIG] }',
    'field: kin,',
    'no field kin',
    'kind?',
  ],
  [
    'a condition on what a register says',
    '- { field: kind, is: [BIG] }',
    '- { field: residence, is: [MAIN] }',
    'field: residence',
    'filled by a register',
    'without a source',
  ],
  [
    'a value that never comes',
    '- { field: kind, is: [BIG] }',
    '- { field: kind, is: [BUG] }',
    'BUG',
    'never has the value BUG',
    'BIG?',
  ],
  [
    'a circle of one',
    '- { field: kind, is: [BIG] }',
    '- { field: reason, is: [BIG] }',
    'field: reason',
    'reason → reason',
    'Take one of these',
  ],
  ['a field twice', 'id: since', 'id: kind', 'id: kind', 'two of the field kind', 'another id'],
  ['an unknown subject', 'subject: owner', 'subject: owne', 'subject: owne', 'no subject owne', 'owner?'],
  [
    'an unknown kind of subject',
    'kind: plate\n',
    'kind: plates\n',
    'kind: plates',
    'asked by plates',
    'plate?',
  ],
  [
    'a subject that is typed nowhere',
    'typed: { field: plate }',
    'typed: { field: plat }',
    'typed: { field: plat }',
    'no field plat',
    'plate?',
  ],
  [
    'a subject typed in another type',
    'typed: { field: plate }',
    'typed: { field: reason }',
    'typed: { field: reason }',
    'of type text',
    'Make it plate',
  ],
  [
    'a choice without options',
    '        type: boolean\n',
    '        type: choice\n',
    'id: comesByCar',
    'no options',
    'Add options',
  ],
  [
    'a rule of another type',
    "{ earliest: '2000-01-01', latest: today }",
    '{ min: 3 }',
    'min: 3',
    'does not look at min',
    'earliest, latest',
  ],
  [
    'limits that cross',
    "earliest: '2000-01-01', latest: today",
    "earliest: '2000-01-01', latest: '1999-01-01'",
    '1999',
    'between the two limits',
    'Exchange',
  ],
  [
    'a paper without a name',
    '    paper: { de: Meldebescheinigung, en: Certificate of residence }\n',
    '',
    'otherWays: [ENTER_IT, BRING_PAPER]',
    'which paper to bring instead of residents.address.v1',
    'Name it: paper',
  ],
  [
    'a paper that nobody may bring',
    'otherWays: [ENTER_IT, BRING_PAPER]',
    'otherWays: [ENTER_IT]',
    'paper:',
    'No paper can be brought',
    'Add BRING_PAPER',
  ],
];

describe('what a form points at', () => {
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
