import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOf } from '#libs/service-kit';
import type { AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { installed } from './chart-data.ts';
import { helmProgram, type Manifest, render, validator } from './helm.ts';
import { anInstallation } from './installation.builder.ts';

interface Template {
  readonly spec: {
    readonly containers: readonly [
      {
        readonly env: readonly { readonly name: string; readonly value: string }[];
        readonly volumeMounts: readonly object[];
      },
    ];
    readonly volumes: readonly {
      readonly secret?: { readonly secretName: string; readonly defaultMode: number };
    }[];
  };
}

const folder = mkdtempSync(join(tmpdir(), 'einmal-helm-traces-'));
let helm: string;
let validate: string;
beforeAll(async () => {
  [helm, validate] = [await helmProgram(), await validator()];
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the network policies', () => {
  it('lead to a collector of traces where one is named, and nowhere without', () => {
    const collectorTo = [{ ipBlock: { cidr: '10.20.3.1/32' } }];
    const installation = anInstallation();
    const network = { ...installation.network, collectorTo };
    const outTo = (each: readonly Manifest[]): number =>
      each.filter((manifest) => JSON.stringify(manifest.spec['egress'] ?? '').includes('10.20.3.1/32'))
        .length;
    expect(outTo(render(helm, { ...installation, network }).manifests)).toBe(0);
    const traces = { endpoint: 'https://collector.example:4318', share: 0.1 };
    const traced = render(helm, { ...installation, network, traces }).manifests;
    expect(outTo(traced)).toBe(installed.length);
    expect(JSON.stringify(traced)).toContain('{"name":"OTEL_TRACES_SAMPLER_ARG","value":"0.1"}');
    const share = (given: number): unknown =>
      JSON.stringify(
        render(helm, { ...installation, network, traces: { ...traces, share: given } }).manifests,
      ).match(/"OTEL_TRACES_SAMPLER_ARG","value":"([^"]*)"/)?.[1];
    expect([0, 1, 0.25, 0.00001].map(share)).toEqual(['0', '1', '0.25', '0.00001']);
    expect(() => render(helm, { ...installation, traces })).toThrow('network.collectorTo');
  });

  it('lead to a collector from the apps that send it traces, whichever value says so', () => {
    const installation = anInstallation();
    const network = { ...installation.network, collectorTo: [{ ipBlock: { cidr: '10.20.3.1/32' } }] };
    const withSettings = (app: AppName, settings: object, more: object = {}): readonly string[] => {
      const own = installation.apps[app] as { readonly settings?: object };
      const told = { ...own, settings: { ...own.settings, ...settings } };
      const values = { ...installation, network, ...more, apps: { ...installation.apps, [app]: told } };
      return render(helm, values)
        .manifests.filter(({ spec }) => JSON.stringify(spec['egress'] ?? '').includes('10.20.3.1/32'))
        .map(({ metadata }) => metadata.name);
    };
    const url = 'https://collector.example:4318';
    for (const name of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])
      expect(withSettings('gateway', { [name]: url })).toEqual(['einmal-gateway']);
    const everywhere = { traces: { endpoint: url } };
    for (const off of [
      { OTEL_SDK_DISABLED: 'TRUE' },
      { OTEL_TRACES_EXPORTER: 'none' },
      { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
    ]) {
      const names = withSettings('gateway', off, everywhere);
      expect([off, names.length, names.includes('einmal-gateway')]).toEqual([
        off,
        installed.length - 1,
        false,
      ]);
    }
    expect(() =>
      withSettings('gateway', { OTEL_EXPORTER_OTLP_ENDPOINT: url }, { network: installation.network }),
    ).toThrow('the collector of gateway');
  });
});

describe('the token of a collector', () => {
  const VARIABLE = 'OTEL_EXPORTER_OTLP_HEADERS';
  const traces = { endpoint: 'https://collector.example:4318', headersSecret: 'collector-token' };
  const collectorTo = [{ ipBlock: { cidr: '10.20.3.1/32' } }];
  const installation = anInstallation();
  const network = { ...installation.network, collectorTo };
  const holders = (each: readonly Manifest[]): readonly Manifest[] =>
    each.filter((manifest) => JSON.stringify(manifest).includes('collector-token'));

  it('is a file with the mode of all secrets, for each app that sends traces', () => {
    const traced = render(helm, { ...installation, network, traces });
    const found = holders(traced.manifests);
    const names = found.map(({ metadata }) => metadata.name);
    expect(names.toSorted()).toEqual(installed.map((app) => `einmal-${app}`).toSorted());
    for (const { spec } of found) {
      const { spec: pod } = spec['template'] as Template;
      const modes = pod.volumes.flatMap(({ secret }) => secret?.defaultMode ?? []);
      expect(new Set(modes).size).toBe(1);
      expect(pod.volumes).toContainEqual({
        name: 'traces',
        secret: { secretName: 'collector-token', defaultMode: modes[0] },
      });
      const [{ env, volumeMounts }] = pod.containers;
      expect(env).toContainEqual({ name: `${VARIABLE}_FILE`, value: `/run/einmal/traces/${VARIABLE}` });
      const mountPath = '/run/einmal/traces';
      expect(volumeMounts).toContainEqual({ name: 'traces', mountPath, readOnly: true });
    }
    const file = join(folder, 'traced.yaml');
    writeFileSync(file, traced.text);
    execFileSync(validate, ['-k', '1.37.0', '--strict', file]);
  });

  it('is mounted nowhere where nothing is traced', () => {
    const nothing = { ...traces, endpoint: '' };
    expect(holders(render(helm, { ...installation, network, traces: nothing }).manifests)).toEqual([]);
  });

  it.each(installed)('is a secret setting of %s', async (app) => {
    const settings = Object.values(await apps[app].blocks()).flatMap(settingsOf);
    expect(settings.find(({ variable }) => variable === VARIABLE)?.secret).toBe(true);
  });
});
