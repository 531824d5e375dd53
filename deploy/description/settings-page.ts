import { type Block, MigrationConfig, type SettingDescription, settingsOf } from '#libs/service-kit';
import { programNames } from './app-names.ts';
import { apps } from './apps.ts';

const intro = `# Settings

*Made by \`npm run generate\` from the \`@Setting\`s of the config classes; a change by hand is refused by \`npm run check\`.*

Every service reads its settings from environment variables, once, at its start, and nothing else from its environment. An empty variable counts as absent. Instead of a variable, \`<VARIABLE>_FILE\` may name a file that holds the value; secrets belong there ([ADR 0038](adr/0038-one-description-beside-each-app.md)). What is missing, unusable or misspelt is named, all of it at once and without its value, and the service does not start.
`;

const migrators = `## migrate, apply-policy, suspend

The programs beside the services (\`apps/<app>/src/migrate.ts\` and so on) act as the owner of the tables. A service does not know this login.
`;

const head =
  '| Variable | What it is for | Form | Unless given | Secret |\n| --- | --- | --- | --- | --- |\n';

/** A bar would end its cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function row({ variable, meaning, form, required, default: given, secret }: SettingDescription): string {
  const unlessGiven = required ? '**required**' : given === undefined ? '' : `\`${given}\``;
  const cells = [`\`${variable}\``, meaning, form, unlessGiven, secret ? 'yes' : ''];
  return `| ${cells.map(cell).join(' | ')} |\n`;
}

const table = (blocks: readonly Block[]): string => head + blocks.flatMap(settingsOf).map(row).join('');

/** docs/settings.md */
export async function settingsPage(): Promise<string> {
  const sections = programNames.toSorted().map(async (app) => {
    const { service, blocks } = apps[app];
    return `## ${app}\n\n${service.title}. ${service.description}\n\n${table(Object.values(await blocks()))}`;
  });
  return [intro, ...(await Promise.all(sections)), `${migrators}\n${table([MigrationConfig])}`].join('\n');
}
