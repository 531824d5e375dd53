import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard } from '../grafana/dashboard.ts';
import { composeFile, prometheusFile } from '../compose/compose-file.ts';
import { envExample } from '../compose/env-example.ts';
import { chartData, chartRules } from '../helm/chart-data.ts';
import { topicTable } from '../local/kafka-rights.ts';
import { root } from '../local/repository.ts';
import { securityEventsPage } from './security-events-page.ts';
import { settingsPage } from './settings-page.ts';

const tableHead = '| Topic | Written by | Read by |\n| --- | --- | --- |\n';

/** docs/events.md, with the table of who may write and read. */
function eventsPage(): string {
  const page = readFileSync(join(root, 'docs/events.md'), 'utf8');
  const begin = page.indexOf(tableHead) + tableHead.length;
  return `${page.slice(0, begin)}${topicTable.join('\n')}\n${page.slice(page.indexOf('\n\n', begin) + 1)}`;
}

/** What is written from the descriptions, by path: the files that nobody writes by hand. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => ({
  'docs/settings.md': await settingsPage(),
  'docs/security-events.md': securityEventsPage(),
  'docker-compose.yml': composeFile(),
  '.env.example': envExample(),
  'deploy/prometheus/prometheus.yml': prometheusFile(),
  'deploy/grafana/einmal.json': dashboard(),
  'deploy/helm/einmal/apps.yaml': await chartData(),
  'deploy/helm/einmal/rules.yaml': chartRules(),
  'docs/events.md': eventsPage(),
});
