import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerNames } from '#libs/contracts';
import { apps } from '../description/apps.ts';
import { secretsOf } from '../description/description.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { appSettings, type StackFacts } from './app-settings.ts';
import { type AppName, appNames } from './apps.ts';
import { describeEndpoints } from './endpoints.ts';
import { asCurl } from './http-json.ts';
import { LocalHome } from './local-home.ts';
import { choosePorts } from './ports.ts';
import { readSecrets } from './secrets.ts';
import { ensureTlsFiles } from './tls/tls-files.ts';

let home: LocalHome;
beforeEach(() => {
  home = new LocalHome('/', { EINMAL_HOME: mkdtempSync(join(tmpdir(), 'einmal-unit-')) });
});
afterEach(() => rmSync(home.folder, { recursive: true }));

const perApp = <V>(value: (app: AppName, index: number) => V): Record<AppName, V> =>
  Object.fromEntries(appNames.map((app, index) => [app, value(app, index)])) as Record<AppName, V>;

async function facts(): Promise<StackFacts> {
  const ports = perApp((_app, index) => index + 1);
  const databaseUrls = perApp((app) => `postgres://app:password-of-${app}@127.0.0.1:1/d`);
  return {
    home,
    ports,
    databaseUrls,
    secrets: await readSecrets(home),
    kafkaAdmin: { bootstrapServers: 'k:1', username: 'admin', password: 'a' },
  };
}

describe('the local home', () => {
  it('keeps secrets readable by their owner only and the same from start to start', async () => {
    const secrets = await readSecrets(home);
    expect(statSync(home.path('secrets.json')).mode & 0o777).toBe(0o600);
    expect(await readSecrets(home)).toEqual(secrets);
  });

  it('adds the secrets that a newer version needs, and keeps the others', async () => {
    const { reportSigningJwk: _newer, ...older } = await readSecrets(home);
    writeFileSync(home.path('secrets.json'), JSON.stringify(older));
    expect(await readSecrets(home)).toMatchObject({ ...older, reportSigningJwk: { kty: 'OKP' } });
  });

  it('says which folder to remove when secrets are incomplete or unreadable', async () => {
    writeFileSync(home.path('secrets.json'), '{}');
    await expect(readSecrets(home)).rejects.toThrow(`is incomplete: remove the folder ${home.folder}`);
    writeFileSync(home.path('secrets.json'), '[1]');
    await expect(readSecrets(home)).rejects.toThrow(`cannot be read: remove the folder ${home.folder}`);
  });

  it('is taken over from a supervisor that died without tidying up', () => {
    writeFileSync(home.path('supervisor.pid'), '4194304');
    expect(home.take()).toEqual({ afterCrash: true });
    home.release();
    expect(home.take()).toEqual({ afterCrash: false });
  });

  it('remembers one thing without forgetting another', () => {
    home.remember({ kafkaPort: 1 });
    home.remember({ postgresPort: 2 });
    expect(home.state()).toEqual({ kafkaPort: 1, postgresPort: 2 });
  });
});

describe('the settings of the apps', () => {
  it('give each app its own database and no secret it has no use for', async () => {
    const stack = await facts();
    const settings = appNames.map((app) => [app, appSettings(app, stack)] as const);
    const privateMember = stack.secrets.permitSigningJwk.d ?? '';
    for (const [app, values] of settings) {
      expect(values['DATABASE_URL']).toBe(stack.databaseUrls[app]);
      expect(JSON.stringify(values).includes(privateMember)).toBe(app === 'gateway');
      expect('SUBJECT_PSEUDONYM_KEY' in values).toBe(app === 'gateway');
      expect('CITIZEN_PSEUDONYM_KEY' in values).toBe(
        !['operator', 'procedures', 'portal', 'portal-staff', 'portal-console'].includes(app),
      );
    }
    const eventKeys = settings.flatMap(([, values]) => values['EVENT_PSEUDONYM_KEY'] ?? []);
    expect(new Set(eventKeys).size).toBe(registerNames.length);
  });
});

describe('the settings of the apps of a stack with TLS', () => {
  it('hold no secret, but the names of files that hold them', async () => {
    const plain = await facts();
    const secure = { ...plain, tls: await ensureTlsFiles(home) };
    const files = appNames.flatMap((app) => {
      const settings = appSettings(app, secure);
      const inPlain = appSettings(app, plain);
      const secrets = secretsOf(apps[app]);
      const text = JSON.stringify(settings);
      expect(secrets.filter((name) => inPlain[name] && text.includes(inPlain[name]))).toEqual([]);
      return secrets.flatMap((name) => settings[`${name}_FILE`] ?? []);
    });
    expect(files.length).toBeGreaterThan(20);
    expect(new Set(files.map((file) => statSync(file).mode & 0o777))).toEqual(new Set([0o600]));
    expect(readFileSync(home.path('secrets/gateway/WEBHOOK_SECRET_KEY'), 'utf8')).toBe(
      plain.secrets.webhookSecretKey,
    );
  });
});

describe('endpoints.json', () => {
  it('names every app, client and citizen a program needs', async () => {
    const citizen = {
      login: 'anna',
      idnr: '0',
      birthDate: '1988-04-17',
      account: 'a',
      about: { de: 'd', en: 'e' },
    };
    const stack = await facts();
    const endpoints = describeEndpoints(stack, [citizen]);
    const url = (app: AppName): string => `http://127.0.0.1:${stack.ports[app]}`;
    expect(endpoints.apps.gateway).toBe(url('gateway'));
    expect(endpoints.issuer).toBe(url('identity'));
    expect(endpoints.citizens).toEqual({ anna: citizen });
    expect(endpoints.clients['parking-hannover']).toMatchObject({
      authority: 'strassenverkehr-hannover',
      audience: url('gateway'),
      privateJwk: { kty: 'EC' },
      scopes: ['lookup'],
    });
    for (const { desk, authority } of Object.values(endpoints.staff)) {
      expect([authority, endpoints.clients[desk]]).toEqual([
        expect.any(String),
        expect.objectContaining({ clientId: desk }),
      ]);
    }
    const names = [endpoints.clients, endpoints.staff, demoCitizens].flatMap((each) => Object.keys(each));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('ports', () => {
  it('can be chosen one by one, and are refused when they are no ports or wanted twice', async () => {
    const env = { EINMAL_PORTS: 'free' };
    const { gateway } = await choosePorts(env, false);
    expect(await choosePorts({ ...env, VEHICLES_PORT: `${gateway}` }, false)).toMatchObject({
      vehicles: gateway,
    });
    await expect(choosePorts({ ...env, VEHICLES_PORT: '99999' }, false)).rejects.toThrow(
      'VEHICLES_PORT is not a port',
    );
    const twice = { ...env, VEHICLES_PORT: `${gateway}`, BUSINESS_PORT: `${gateway}` };
    await expect(choosePorts(twice, false)).rejects.toThrow('wanted by two apps');
  });
});

describe('asCurl', () => {
  it('can be pasted into a shell, whatever the body holds', () => {
    const text = asCurl({ method: 'POST', url: 'http://x', body: { name: "O'Hara" } }, 'portal');
    expect(text).toContain(`-d '{"name":"O'\\''Hara"}'`);
    expect(text).toContain('npm run -s token -- portal');
    expect(text).not.toContain('--cert');
    const tls = { caFile: '/ca.crt', certFile: '/a.crt', keyFile: '/a.key' };
    expect(asCurl({ method: 'GET', url: 'https://x' }, 'portal', tls)).toContain(
      '--cacert /ca.crt \\\n  --cert /a.crt \\\n  --key /a.key',
    );
  });
});
