import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, settingsOf } from '#libs/service-kit';
import { appNames } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { LocalHome } from '../local/local-home.ts';
import { readSecrets, type Secrets } from '../local/secrets.ts';
import { filesOf } from './addresses.ts';
import { composeFile, composition } from './compose-file.ts';
import { envExample } from './env-example.ts';
import { composeEnvironment, fileContents } from './places.ts';
import type { Mapping } from './yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
let secrets: Secrets;
beforeAll(async () => {
  secrets = await readSecrets(new LocalHome('/', { EINMAL_HOME: folder }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const services: Readonly<Record<string, Mapping | undefined>> = composition.services;
const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]+)\}/g, '$1');

describe.each(appNames)('in compose, %s', (app) => {
  const environment = Object.entries(composeEnvironment(app));
  const files = environment.filter(([, value]) => value.startsWith(`${filesOf(app)}/`));
  const given = files.filter(([variable, value]) => value === `${filesOf(app)}/${variable.slice(0, -5)}`);

  it('finds all its settings usable, with the files that are written for it', () => {
    const contents = fileContents(app, secrets);
    const inFiles = given.map(
      ([variable]) => [variable.slice(0, -5), contents[variable.slice(0, -5)]] as const,
    );
    const others = environment.filter((entry) => !given.includes(entry));
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(inFiles),
      ...Object.fromEntries(others.map(([name, text]) => [name, withDefaults(text)])),
    };
    return expect(apps[app].blocks().then((blocks) => readConfig(blocks, env))).resolves.toBeDefined();
  });

  it('has every secret in a file, and none in its environment', async () => {
    const settings = Object.values(await apps[app].blocks()).flatMap(settingsOf);
    const names = environment.map(([name]) => name);
    const open = settings.filter(({ secret, variable }) => secret && names.includes(variable));
    expect(open).toEqual([]);
    expect(settings.filter(({ secret }) => secret).length).toBeGreaterThan(1);
  });
});

describe('docker-compose.yml', () => {
  it('shows no key and no password that was made', () => {
    const text = composeFile();
    for (const app of appNames)
      for (const content of Object.values(fileContents(app, secrets)))
        expect(text.includes(content)).toBe(false);
  });

  it('waits for services, and keeps volumes, that there are', () => {
    for (const service of Object.values(services)) {
      const awaited = Object.keys((service?.['depends_on'] ?? {}) as Mapping);
      expect(Object.keys(services)).toEqual(expect.arrayContaining(awaited));
      const mounted = ((service?.['volumes'] ?? []) as readonly string[]).map(
        (volume) => volume.split(':')[0],
      );
      const named = mounted.filter((volume) => !volume?.startsWith('.'));
      expect(Object.keys(composition.volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  it('has everything started again with an engine that was killed, and what runs to its end by nobody', () => {
    const policies = [...composeFile().matchAll(/^ *restart: (.*)$/gm)].map(([, policy]) => policy);
    expect(new Set(policies)).toEqual(new Set([`'no'`, 'always']));
  });

  it('publishes ports on loopback alone', () => {
    const ports = Object.values(services).flatMap(
      (service) => (service?.['ports'] ?? []) as readonly string[],
    );
    expect(ports.length).toBeGreaterThan(appNames.length);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('lets nothing be chosen that .env.example does not tell of, with what it is unless it is chosen', () => {
    // A default of a default is that of the other choice.
    const text = composeFile().replaceAll(/\$\{\w+:-(\$\{\w+:-[^${}]*\})\}/g, '$1');
    const choices = [...text.matchAll(/\$\{([A-Z_]+):-([^{}]*)\}/g)].map(
      ([, name, value]) => `${name}=${value}`,
    );
    const told = envExample()
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line));
    expect([...new Set([...choices, 'BUILD_BASE=debian:bookworm-slim'])].toSorted()).toEqual(
      [...told, 'HTTP_PROXY=', 'HTTPS_PROXY=', 'NO_PROXY='].toSorted(),
    );
  });

  it('gives nobody but its own app the files of an app', () => {
    const mounts = Object.entries(services).flatMap(([name, service]) =>
      ((service?.['volumes'] ?? []) as readonly string[]).map(
        (volume) => [name, ...volume.split(':')] as const,
      ),
    );
    for (const app of appNames) {
      const [, volume] = mounts.find(([name, , path]) => name === app && path === filesOf(app)) ?? [];
      const holders = mounts.filter(([, held]) => held === volume).map(([name]) => name);
      expect(holders.toSorted()).toEqual(['secrets', app].toSorted());
    }
  });
});
