import { renderToString } from 'preact-render-to-string';
import { Question } from './question.tsx';

const htmlFor = (kind: 'CHOICE' | 'CONSENT', text = 'Der Text.'): string =>
  renderToString(
    Question({
      asked: {
        kind,
        recipient: 'Amt',
        register: 'Melderegister',
        purpose: 'Zweck',
        ground: 'Gesetz',
        fields: ['Name'],
        notice: { text, sha256: 'abc', locale: 'de' },
      },
      action: '/de/x',
      formKey: 'k',
      way: '',
      isChanged: false,
      faults: [],
      language: 'de',
    }),
  );

it('asks for a choice that has no disadvantage, and for a consent that is free and can be withdrawn', () => {
  const [choice, consent] = [htmlFor('CHOICE'), htmlFor('CONSENT')];
  expect(choice).toContain('Beides ist möglich und hat für Sie keinen Nachteil.');
  expect(choice).not.toContain('willige');
  expect(consent).toContain('Das ist freiwillig und für die Zukunft jederzeit widerrufbar.');
  expect(consent).toMatch(/Ich willige ein\..*Ich willige nicht ein\./s);
});

it('says which data once: in the text that the answer is bound to, or before it', () => {
  const times = (html: string) => html.split('Name').length - 1;
  expect(htmlFor('CHOICE')).toMatch(/<li[^>]*>Name<\/li>/);
  const told = htmlFor('CHOICE', 'Mit genau diesen Angaben: Name.');
  expect([times(told), told.includes('Welche Angaben')]).toEqual([1, false]);
});

it('shows the text that the answer is bound to, with two answers of which none is chosen', () => {
  const html = htmlFor('CHOICE');
  expect(html).toMatch(/lang="de">Der Text\.</);
  expect(html).toContain('name="notice" value="abc"');
  expect(html.match(/type="radio"/g)).toHaveLength(2);
  expect(html).not.toContain('checked');
});
