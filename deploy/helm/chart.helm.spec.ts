import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#libs/service-kit';
import { fileContents } from '../compose/places.ts';
import type { AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { LocalHome } from '../local/local-home.ts';
import { readSecrets, type Secrets } from '../local/secrets.ts';
import { installed } from './chart-data.ts';
import { chart, helmProgram, type Manifest, oldest, render, validator } from './helm.ts';
import { anInstallation } from './installation.builder.ts';

interface Template {
  readonly spec: {
    readonly containers: readonly {
      readonly env: readonly { readonly name: string; readonly value: string }[];
    }[];
  };
}

const folder = mkdtempSync(join(tmpdir(), 'einmal-helm-'));
let helm: string;
let validate: string;
let secrets: Secrets;
let manifests: readonly Manifest[];
let text: string;

beforeAll(async () => {
  [helm, validate] = [await helmProgram(), await validator()];
  secrets = await readSecrets(new LocalHome('/', { EINMAL_HOME: folder }));
  ({ manifests, text } = render(helm, anInstallation()));
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true }));

const of = (kind: string): readonly Manifest[] => manifests.filter((each) => each.kind === kind);
const named = (kind: string, app: string): Manifest | undefined =>
  of(kind).find(({ metadata }) => metadata.name === `einmal-${app}`);
const refusal = (values: object): string => {
  try {
    render(helm, values);
    return 'rendered';
  } catch (error) {
    return String((error as { stderr?: unknown }).stderr);
  }
};

describe('the chart', () => {
  it('has nothing that helm lint finds', () => {
    writeFileSync(join(folder, 'values.json'), JSON.stringify(anInstallation()));
    const said = execFileSync(helm, [
      'lint',
      '--strict',
      ...oldest,
      chart,
      '-f',
      join(folder, 'values.json'),
    ]).toString();
    expect(said).toContain('0 chart(s) failed');
  });

  it('waits for whatever is away without being restarted, and lets migrations out before they run', () => {
    for (const app of installed) {
      const startupProbe = { httpGet: { path: '/health/live' } };
      expect(named('Deployment', app)?.spec).toMatchObject({
        template: { spec: { containers: [{ startupProbe }] } },
      });
    }
    expect(named('NetworkPolicy', 'migrations')?.metadata.annotations).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-weight': '-5',
    });
  });

  it.each(['1.29.0', '1.37.0'])('is what the schemas of Kubernetes %s know, to the member', (version) => {
    const file = join(folder, 'rendered.yaml');
    writeFileSync(file, text);
    const said = execFileSync(validate, ['-k', version, '--strict', file]).toString();
    expect(said.match(/INFO +\S*rendered.yaml passed|passed/g)?.length ?? 0).toBeGreaterThan(0);
  });

  it('has each app with its Service, migration before it, and budget where there may be several', () => {
    for (const app of installed) {
      expect(named('Deployment', app)).toBeDefined();
      expect(named('Service', app)).toBeDefined();
      expect(named('Job', `${app}-migrate`)?.metadata.annotations?.['helm.sh/hook']).toBe(
        'pre-install,pre-upgrade',
      );
      const several = apps[app].processes === 'any';
      expect([
        named('PodDisruptionBudget', app) !== undefined,
        named('HorizontalPodAutoscaler', app) !== undefined,
      ]).toEqual([several, several]);
      expect(named('PersistentVolumeClaim', app) !== undefined).toBe(app === 'operator');
    }
  });
});

describe.each(installed)('%s in the chart', (app) => {
  it('finds all its settings usable, with the files that its Secret is said to hold', async () => {
    const env = environmentOf(app);
    const contents = fileContents(app, secrets);
    const given = Object.entries(env).filter(([, value]) => value.startsWith('/run/einmal/secrets/'));
    expect(given.map(([, value]) => value.split('/').pop())).toEqual(Object.keys(contents).toSorted());
    const read = {
      ...Object.fromEntries(
        Object.entries(env).filter((entry) => !given.some(([name]) => name === entry[0])),
      ),
      ...contents,
    };
    // Read when the process starts, from files that are mounted there.
    const files = Object.keys(read).filter((name) => /_(CA|CERT|KEY)_FILE$/.test(name));
    for (const name of files) delete read[name];
    expect(
      readConfig(await apps[app].blocks(), { ...read, DATABASE_TLS: 'off', KAFKA_TLS: 'off' }),
    ).toBeDefined();
  });
});

describe('values that are wrong', () => {
  const installation = anInstallation();
  const { apps: installedApps, network } = installation;
  const withApp = (app: string, own: object): object => ({
    ...installation,
    apps: { ...installedApps, [app]: own },
  });
  const publicUrl = 'https://x.example';

  it.each([
    ['an address is missing', withApp('portal', {}), 'apps.portal.publicUrl: say under which address'],
    ['a word is missing', withApp('vehicles', { publicUrl }), 'vehicles.settings.REGISTER_AUTHORITY: say it'],
    ['an app is misspelt', withApp('gatway', {}), 'apps.gatway: there is no such app'],
    ['a value is misspelt', { ...installation, replica: 3 }, "additional properties 'replica' not allowed"],
    ['a value of an app is misspelt', withApp('portal', { publicURL: publicUrl }), "'publicURL' not allowed"],
    [
      'several are asked for of which there may be one',
      withApp('operator', { publicUrl, replicas: 2 }),
      'apps.operator.replicas: there may be one',
    ],
    ['the issuer is missing', { ...installation, issuer: {} }, 'issuer.url'],
    ['the brokers are missing', { ...installation, kafka: {} }, 'kafka.brokers'],
    [
      'a secret stands among the settings',
      withApp('gateway', { publicUrl, settings: { WEBHOOK_SECRET_KEY: 'x' } }),
      'apps.gateway.settings.WEBHOOK_SECRET_KEY: is a secret',
    ],
    [
      "a collector's token stands among the settings",
      withApp('gateway', { publicUrl, settings: { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=x' } }),
      'apps.gateway.settings.OTEL_EXPORTER_OTLP_HEADERS: is a secret; name the Secret',
    ],
    [
      'a setting is misspelt',
      withApp('gateway', { publicUrl, settings: { LOG_LEVL: 'warn' } }),
      'apps.gateway.settings.LOG_LEVL: there is no such setting',
    ],
    [
      'the database is nowhere',
      { ...installation, network: { ...network, databaseTo: [] } },
      'network.databaseTo: name the peers',
    ],
    [
      'there may be fewer than there are',
      { ...installation, replicas: 9 },
      'autoscaling.mostReplicas: is less than replicas',
    ],
  ])('are refused by name where %s', (_case, values, said) => {
    expect(refusal(values)).toContain(said);
  });
});

/** What the container of an app is told. */
function environmentOf(app: AppName): Readonly<Record<string, string>> {
  const template = named('Deployment', app)?.spec['template'] as Template;
  return Object.fromEntries(template.spec.containers[0]!.env.map(({ name, value }) => [name, value]));
}
