import type { Form, FormField } from '#libs/forms';
import { answerText } from './input.tsx';
import { different, inputText, readTyped, stateOf } from './typed.rules.ts';

const field = (id: string, type: FormField['type'] = 'text'): FormField => ({
  id,
  type,
  label: { de: id, en: id },
  required: true,
  shownWhen: [],
});

it('reads the fields of its page alone, without what is empty and with one kind of line end', () => {
  const fields = [field('name'), field('text', 'longText'), field('begins', 'day'), field('empty')];
  const sent = { name: ' Müller ', text: 'a\r\nb', begins: '1.2.2026', empty: '  ', foreign: 'x' };
  const typed = readTyped(fields, sent);
  expect(typed).toEqual({ name: 'Müller', text: 'a\nb', begins: '2026-02-01' });
  expect(fields.map((each) => inputText(each, typed))).toEqual(['Müller', 'a\nb', '01.02.2026', '']);
});

it('tells by the state of a page whether its fields were saved otherwise since, and which', () => {
  const fields = [field('one'), field('other')];
  const pages = [{ id: 'page', title: { de: '', en: '' }, shownWhen: [], fields }];
  const form = { pages } as unknown as Form;
  const shown = stateOf({ form, answers: { one: '1', elsewhere: 'a' } }, 'page');
  expect(stateOf({ form, answers: { one: '1', elsewhere: 'b' } }, 'page')).toBe(shown);
  expect(stateOf({ form, answers: { one: '2' } }, 'page')).not.toBe(shown);
  expect(different(fields, { one: '1', other: 'x' }, { one: '1' }).map(({ id }) => id)).toEqual(['other']);
});

it('reads back a day as far as it is known', () => {
  expect(answerText(field('born', 'partialDay'), '1988-04-00', 'de')).toBe('April 1988');
});
