import { answerProblems, ownStatements } from './answers.ts';
import { exampleForm, exampleText } from './form.builder.ts';
import { lintForm } from './lint.ts';
import { ShownParts } from './shown.ts';

const form = exampleForm();
const today = '2026-11-29';
const codesOf = (
  answers: Record<string, string>,
  ways?: Record<string, 'RELEASED' | 'ENTER_IT' | 'BRING_PAPER'>,
) =>
  answerProblems(form, answers, { today, ...(ways && { ways }) }).map(
    ({ field, code }) => `${field} ${code}`,
  );

describe('ShownParts', () => {
  it('shows fields and sources by what was typed', () => {
    const shown = (answers: Record<string, string>) => new ShownParts(form, answers);
    expect(shown({}).fields.map(({ id }) => id)).toEqual([
      'kind',
      'comesByCar',
      'street',
      'residence',
      'since',
    ]);
    expect(shown({ kind: 'BIG' }).hasField('reason')).toBe(true);
    expect(shown({}).sources).toHaveLength(1);
    expect(shown({ comesByCar: 'true' }).sources).toHaveLength(2);
  });

  it('hides what depends on a field that is hidden', () => {
    const chained = exampleText.replace(
      'type: boolean\n',
      'type: boolean\n        shownWhen:\n          - { field: kind, is: [BIG] }\n',
    );
    const shown = new ShownParts(lintForm('example.yaml', chained).form!, {
      kind: 'SMALL',
      comesByCar: 'true',
    });
    expect(shown.hasField('plate')).toBe(false);
    expect(shown.sources).toHaveLength(1);
  });
});

describe('answerProblems', () => {
  it('lets a draft be unfinished, and keeps nothing back that it holds', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ gone: 'x', reason: 'hidden', kind: 'HUGE' })).toEqual([
      'gone UNKNOWN_FIELD',
      'kind NOT_AN_OPTION',
      'reason NOT_SHOWN',
    ]);
  });

  it('demands what is shown and no register tells', () => {
    const released = { 'residents.address.v1': 'RELEASED' } as const;
    expect(codesOf({ kind: 'BIG' }, released)).toEqual(['reason MISSING']);
    expect(codesOf({ kind: 'SMALL', comesByCar: 'true' }, released)).toEqual(['plate MISSING']);
    expect(codesOf({ kind: 'SMALL' }, { 'residents.address.v1': 'BRING_PAPER' })).toEqual([]);
    expect(codesOf({ kind: 'SMALL' }, { 'residents.address.v1': 'ENTER_IT' })).toEqual(['street MISSING']);
    expect(codesOf({ kind: ' ' }, released)).toEqual(['kind MISSING']);
  });

  it('demands something of who enters data of which none has to be typed', () => {
    const street =
      'id: street\n        label: { de: Straße, en: Street }\n        type: text\n        required: true';
    const optional = lintForm(
      'example.yaml',
      exampleText.replace(street, street.replace('true', 'false')),
    ).form!;
    const told = (answers: Record<string, string>, way: 'ENTER_IT' | 'BRING_PAPER' = 'ENTER_IT') =>
      answerProblems(
        optional,
        { kind: 'SMALL', ...answers },
        { today, ways: { 'residents.address.v1': way } },
      ).map(({ field, code }) => `${field} ${code}`);
    expect(told({})).toEqual(['street NOTHING_ENTERED']);
    expect(told({ street: ' ' })).toEqual(['street NOTHING_ENTERED']);
    expect(told({ residence: 'SOLE' })).toEqual([]);
    expect(told({}, 'BRING_PAPER')).toEqual([]);
  });

  it.each([
    ['plate', 'HAB123', 'MALFORMED'],
    ['plate', 'h-ab 123', undefined],
    ['comesByCar', 'yes', 'NOT_AN_OPTION'],
    ['since', '2026-02-30', 'NOT_A_DAY'],
    ['since', '1999-12-31', 'TOO_EARLY'],
    ['since', '2026-11-30', 'TOO_LATE'],
    ['since', today, undefined],
    ['reason', 'x'.repeat(201), 'TOO_LONG'],
    ['reason', 'left\u202Eright', 'CHARACTERS'],
    ['reason', 'two\nlines', 'CHARACTERS'],
    ['reason', 'Über 40 cm', undefined],
  ])('reads what is typed in %s', (field, text, code) => {
    const answers = { kind: 'BIG', comesByCar: 'true', reason: 'x', plate: 'H-AB 123', [field]: text };
    const told = codesOf(answers).filter((each) => each.startsWith(`${field} `));
    expect(told).toEqual(code === undefined ? [] : [`${field} ${code}`]);
  });

  it('says nothing of what was typed, in both languages', () => {
    const told = answerProblems(form, { kind: 'Geheimnis' }, { today });
    expect(told[0]?.message.de).toBe('Diese Auswahl gibt es nicht.');
    expect(JSON.stringify(told)).not.toContain('Geheimnis');
  });
});

describe('ownStatements', () => {
  it('holds what is shown and no register is asked about', () => {
    const answers = { kind: 'SMALL', reason: 'hidden', street: 'typed', since: ' ' };
    expect(ownStatements(form, answers)).toEqual({ kind: 'SMALL' });
  });
});
