import type { AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { callersAt, type Door, doors } from './arrows.ts';
import { installed } from './chart-data.ts';
import { helmProgram, type Manifest, render } from './helm.ts';
import { anInstallation } from './installation.builder.ts';

let helm: string;
let manifests: readonly Manifest[];
beforeAll(async () => {
  helm = await helmProgram();
  ({ manifests } = render(helm, anInstallation()));
}, 900_000);

const of = (kind: string): readonly Manifest[] => manifests.filter((each) => each.kind === kind);
const policyOf = (name: string): Manifest | undefined =>
  of('NetworkPolicy').find(({ metadata }) => metadata.name === `einmal-${name}`);

interface Rule {
  readonly from?: readonly {
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }[];
  readonly to?: Rule['from'];
  readonly ports: readonly { readonly port: number }[];
}
const byText = (a: string, b: string): number => a.localeCompare(b);
type Arrow = `${AppName} -> ${AppName} ${Door}`;

describe('the network policies', () => {
  const portOf = (app: AppName, door: Door): number =>
    apps[app].port + { public: 0, system: 1_000, internal: 2_000 }[door];
  const doorAt = (app: AppName, port: number): Door | undefined =>
    doors.find((door) => portOf(app, door) === port);
  const peersOf = (peers: Rule['from']): readonly string[] =>
    (peers ?? []).flatMap(({ podSelector }) => podSelector?.matchLabels['app.kubernetes.io/name'] ?? []);
  const isApp = (name: string): name is AppName => (installed as readonly string[]).includes(name);

  /** What the policies of both ends let through, each by itself. */
  const allowed = (side: 'ingress' | 'egress'): readonly Arrow[] =>
    installed.flatMap((app) => {
      const rules = (policyOf(app)?.spec[side] ?? []) as readonly Rule[];
      return rules.flatMap(({ from, to, ports }) =>
        peersOf(from ?? to)
          .filter(isApp)
          .flatMap((other) =>
            ports.flatMap(({ port }): Arrow[] => {
              const [caller, called] = side === 'ingress' ? [other, app] : [app, other];
              const door = doorAt(called, port);
              return door ? [`${caller} -> ${called} ${door}`] : [];
            }),
          ),
      );
    });

  it('let through what the descriptions say, and nothing else, at the end that calls and at that which is called', () => {
    const described = installed.flatMap((called) =>
      doors.flatMap((door) =>
        callersAt[door](called)
          .filter((each) => installed.includes(each))
          .map((caller): Arrow => `${caller} -> ${called} ${door}`),
      ),
    );
    expect(allowed('ingress').toSorted(byText)).toEqual(described.toSorted(byText));
    expect(allowed('egress').toSorted(byText)).toEqual(described.toSorted(byText));
  });

  it('have the arrows of the architecture: no portal at an internal door, no register at another, nobody at identity', () => {
    const arrows = allowed('ingress').map((arrow) => arrow.replace('residents-goettingen', 'residents'));
    const at = (door: Door): readonly string[] =>
      [...new Set(arrows.filter((arrow) => arrow.endsWith(` ${door}`)))].toSorted(byText);
    expect(at('internal')).toEqual([
      'business -> gateway internal',
      'gateway -> business internal',
      'gateway -> residents internal',
      'gateway -> vehicles internal',
      'procedures -> gateway internal',
      'residents -> gateway internal',
      'residents -> residents internal',
      'vehicles -> gateway internal',
    ]);
    const callers = (door: Door): ReadonlySet<string | undefined> =>
      new Set(at(door).map((arrow) => arrow.split(' ')[0]));
    expect(callers('system')).toEqual(new Set(['operator']));
    expect(callers('public')).toEqual(new Set(['portal', 'portal-console', 'portal-staff']));
  });

  it('shut everything that none of them opens, migrations too', () => {
    const everything = policyOf('nothing-else')?.spec;
    expect(everything).toEqual({
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': 'einmal', 'app.kubernetes.io/part-of': 'einmal' },
      },
      policyTypes: ['Ingress', 'Egress'],
    });
    const selected = of('Deployment')
      .concat(of('Job'))
      .map(
        ({ spec }) => (spec['template'] as { metadata: { labels: Record<string, string> } }).metadata.labels,
      );
    expect(
      selected.every(
        (labels) =>
          labels['app.kubernetes.io/part-of'] === 'einmal' &&
          labels['app.kubernetes.io/instance'] === 'einmal',
      ),
    ).toBe(true);
  });

  it('open nothing to the outside that nobody named', () => {
    const installation = anInstallation();
    const { databaseTo, kafkaTo, issuerTo } = installation.network;
    const closed = render(helm, { ...installation, network: { databaseTo, kafkaTo, issuerTo } });
    const peers = closed.manifests
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .flatMap(({ spec }) => [...((spec['ingress'] ?? []) as Rule[]), ...((spec['egress'] ?? []) as Rule[])])
      .flatMap(({ from, to }) => from ?? to ?? []);
    const outside = peers.filter(({ podSelector }) => podSelector === undefined);
    const names = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
    expect(new Set(outside.map((peer) => JSON.stringify(peer)))).toEqual(
      new Set([names, ...databaseTo, ...kafkaTo, ...issuerTo].map((peer) => JSON.stringify(peer))),
    );
    expect(peers.length).toBeGreaterThan(outside.length);
  });
});
