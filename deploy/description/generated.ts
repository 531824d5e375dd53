import { settingsPage } from './settings-page.ts';

/** What is written from the descriptions, by path: the files that nobody writes by hand. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => ({
  'docs/settings.md': await settingsPage(),
});
