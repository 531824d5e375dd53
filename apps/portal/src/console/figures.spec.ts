import { oncePerLanguage } from './figures.ts';

it('makes what is told once for each reading and language, however many look', () => {
  const made: string[] = [];
  const textOf = oncePerLanguage(({ at }: { readonly at: number }, language) => {
    made.push(`${at} ${language}`);
    return `${language} of ${at}`;
  });
  const [first, second] = [{ at: 1 }, { at: 2 }];
  expect([first, first, second].flatMap((each) => [textOf(each, 'de'), textOf(each, 'en')])).toEqual([
    ...['de of 1', 'en of 1', 'de of 1', 'en of 1'],
    ...['de of 2', 'en of 2'],
  ]);
  expect(made).toEqual(['1 de', '1 en', '2 de', '2 en']);
});
