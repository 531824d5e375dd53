import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppName, appNames } from './apps.ts';
import { appUrl, identityFiles } from './app-settings.ts';
import { describeEndpoints } from './endpoints.ts';
import { writeIdentityFiles } from './identity-files.ts';
import { LocalHome } from './local-home.ts';
import { choosePorts, chooseStartPagePort } from './ports.ts';
import { readSecrets } from './secrets.ts';
import { startFactsOf } from './start-page.ts';

let home: LocalHome;
beforeEach(() => {
  home = new LocalHome('/', { EINMAL_HOME: mkdtempSync(join(tmpdir(), 'einmal-unit-')) });
});
afterEach(() => rmSync(home.folder, { recursive: true }));

const perApp = <V>(value: (index: number) => V): Record<AppName, V> =>
  Object.fromEntries(appNames.map((app, index) => [app, value(index)])) as Record<AppName, V>;
const ports = perApp((index) => index + 1);

describe('the start page', () => {
  it('leads to the portals, with the people who can sign in there', async () => {
    const facts = {
      home,
      ports,
      secrets: await readSecrets(home),
      databaseUrls: perApp(() => 'postgres://app@127.0.0.1:1/d'),
      kafkaAdmin: { bootstrapServers: 'k:1', username: 'admin', password: 'a' },
    };
    const { citizens, staff, operators, accounts } = startFactsOf(
      describeEndpoints(facts, []),
      'http://127.0.0.1:9',
    );
    const doors = (['portal', 'portal-staff', 'portal-console'] as const).map((app) =>
      appUrl({ ports }, app),
    );
    expect([citizens, staff, operators]).toEqual(doors);
    expect(accounts.citizens[0]?.name).toBe('Anna Maria Lindemann');
    expect(accounts.staff[0]?.name).toBe('Petra Linde');
    // Operators have the console, and no desk.
    expect(accounts.operators.map(({ name }) => name)).toEqual(['Olga Bach', 'Paul Strand']);
    expect(accounts.staff.map(({ name }) => name)).not.toContain('Olga Bach');
  });

  it('has a port that can be chosen, and is refused where an app or another program has it', async () => {
    const env = { EINMAL_PORTS: 'free' };
    const chosen = await choosePorts(env, false);
    const wanted = (port: unknown) => chooseStartPagePort({ ...env, START_PAGE_PORT: String(port) }, chosen);
    await expect(wanted('none')).rejects.toThrow('START_PAGE_PORT is not a port');
    await expect(wanted(chosen.gateway)).rejects.toThrow('wanted by gateway, too: set START_PAGE_PORT');
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    await expect(wanted((other.address() as { port: number }).port)).rejects.toThrow('is taken');
    other.close();
  });
});

it('lets the issuer say where a portal is whose login failed', async () => {
  const homes = { portal: 'http://127.0.0.1:8085/' };
  writeIdentityFiles(home, await readSecrets(home), [], { homes });
  const { clients } = JSON.parse(readFileSync(home.path(identityFiles.clients), 'utf8')) as {
    clients: { clientId: string; homeUri?: string }[];
  };
  expect(clients.flatMap(({ clientId, homeUri }) => (homeUri ? [[clientId, homeUri]] : []))).toEqual([
    ['portal', homes.portal],
  ]);
});
