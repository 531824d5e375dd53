import { pageLanguage } from './page-language.ts';

it.each([
  [undefined, undefined, 'de'],
  [undefined, '*', 'de'],
  [undefined, 'fr-FR,fr;q=0.9', 'de'],
  [undefined, 'en-GB,en;q=0.9,de;q=0.8', 'en'],
  [undefined, 'en;q=0.5, de-DE;q=0.8', 'de'],
  [undefined, 'fr, en;q=0, DE;q=0.1', 'de'],
  ['en', 'de', 'en'],
  ['fr en-US', 'de', 'en'],
  ['fr', 'en', 'en'],
  [['en'], undefined, 'de'],
])('with ui_locales=%j and Accept-Language: %s the page is %s', (uiLocales, header, expected) => {
  expect(pageLanguage(uiLocales, header)).toBe(expected);
});
