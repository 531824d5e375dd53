import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#libs/local-services';
import { INTERNAL_PORT_DISTANCE, type SettingDescription, settingsOf } from '#libs/service-kit';
import { ensureBuilt } from '#libs/test-kit';
import { apps } from '../description/apps.ts';
import { secretsOf } from '../description/description.ts';
import { appSettings, type StackFacts } from './app-settings.ts';
import { type AppName, appNames } from './apps.ts';
import { LocalHome } from './local-home.ts';
import { readSecrets } from './secrets.ts';
import { refusedStart } from './testing/refused-start.ts';
import { SaidSentences } from './testing/said-sentences.ts';

const said = new SaidSentences('Settings');
let home: LocalHome;
let facts: StackFacts;

async function perApp<V>(value: (app: AppName) => V | Promise<V>): Promise<Record<AppName, V>> {
  const entries = await Promise.all(appNames.map(async (app) => [app, await value(app)] as const));
  return Object.fromEntries(entries) as Record<AppName, V>;
}

beforeAll(async () => {
  await ensureBuilt();
  home = new LocalHome('/', { EINMAL_HOME: mkdtempSync(join(tmpdir(), 'einmal-refused-')) });
  facts = {
    home,
    ports: await perApp(() => freePort()),
    secrets: await readSecrets(home),
    databaseUrls: await perApp((app) => `postgres://app:password-of-${app}@127.0.0.1:1/none`),
    kafkaAdmin: { bootstrapServers: '127.0.0.1:1', username: 'admin', password: 'none' },
  };
});
afterAll(() => rmSync(home.folder, { recursive: true }));

const settingsFor = async (app: AppName): Promise<readonly SettingDescription[]> =>
  Object.values(await apps[app].blocks()).flatMap(settingsOf);

/** One line for each of these, in any order, and no other one. */
function expectLines(lines: readonly string[], wanted: readonly RegExp[]): void {
  const [first, ...others] = lines;
  expect(first).toBe('Configuration is not usable:');
  const told = others.map((line) => line.replace(/^ {2}/, ''));
  expect(told.filter((line) => wanted.filter((sentence) => sentence.test(line)).length !== 1)).toEqual([]);
  expect(wanted.filter((sentence) => !told.some((line) => sentence.test(line)))).toEqual([]);
  expect(told).toHaveLength(wanted.length);
}

/** The last one that may be left out, so that it is one of the app's own, and without a letter. */
function misspelt(settings: readonly SettingDescription[]): {
  readonly written: string;
  readonly meant: string;
} {
  const { variable: meant } = settings.findLast(
    ({ variable, required }) => !required && variable.length > 10,
  )!;
  return { written: meant.slice(0, -2) + meant.slice(-1), meant };
}

describe.each(appNames)('%s does not start', (app) => {
  it('without its settings, and names each that it needs', async () => {
    const required = (await settingsFor(app)).filter((setting) => setting.required);
    const wanted = required.map(({ variable }) => said.of('A setting is missing', { NAME: variable }));
    expect(wanted.length).toBeGreaterThan(3);
    expectLines(await refusedStart(home, app, {}), wanted);
  });

  it('with a misspelt one, secrets in empty files and secrets that everybody may read', async () => {
    const folder = home.path(app);
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    const { written, meant } = misspelt(await settingsFor(app));
    const plain = appSettings(app, facts);
    const secrets = secretsOf(apps[app]).filter((name) => plain[name] !== undefined);
    const wanted = [said.of('A setting is misspelt', { NAME: written, OTHER: meant })];
    const files = secrets.map((name, index) => {
      const file = join(folder, name);
      const isEmpty = index % 2 === 0;
      writeFileSync(file, isEmpty ? '\n' : plain[name]!);
      chmodSync(file, isEmpty ? 0o600 : 0o644);
      const fault = isEmpty ? 'The file of a secret is empty' : 'Everybody may read the file of a secret';
      wanted.push(said.of(fault, { NAME: name }));
      return [`${name}_FILE`, file] as const;
    });
    const others = Object.entries(plain).filter(([name]) => !secrets.includes(name));
    const env = { ...Object.fromEntries([...others, ...files]), [written]: 'a-value' };
    expect(wanted.length).toBeGreaterThan(2);
    const lines = await refusedStart(home, app, env);
    expectLines(lines, wanted);
    const values = ['a-value', ...secrets.map((name) => plain[name]!)];
    expect(values.filter((value) => lines.join().includes(value))).toEqual([]);
  });
});

it('gateway does not start where another program has one of its doors, and says which', async () => {
  const taken = facts.ports.gateway + INTERNAL_PORT_DISTANCE;
  const other = createServer().listen(taken, '127.0.0.1');
  await once(other, 'listening');
  const lines = await refusedStart(home, 'gateway', appSettings('gateway', facts));
  expect(lines).toEqual([
    `INTERNAL_PORT: port ${taken} is taken: end the program that uses it, or choose another port.`,
  ]);
  await once(other.close(), 'close');
});

it('for each reason that docs/operate.md lists, and for no other one', () => said.expectAllMet());
