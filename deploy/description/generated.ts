import { composeFile, prometheusFile } from '../compose/compose-file.ts';
import { envExample } from '../compose/env-example.ts';
import { settingsPage } from './settings-page.ts';

/** What is written from the descriptions, by path: the files that nobody writes by hand. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => ({
  'docs/settings.md': await settingsPage(),
  'docker-compose.yml': composeFile(),
  '.env.example': envExample(),
  'deploy/compose/prometheus.yml': prometheusFile(),
});
