import { Ajv } from 'ajv';
import { rules as given } from '../prometheus/rules.file.ts';
import { installed } from './chart-data.ts';
import { helmProgram, type Manifest, operatorSchemas, render } from './helm.ts';
import { anInstallation } from './installation.builder.ts';

const installation = anInstallation();
const monitoring = { enabled: true, labels: { release: 'prometheus' }, wattsPerCore: 14.5 };

let helm: string;
let schemaOf: (kind: string) => object;
let manifests: readonly Manifest[];
beforeAll(async () => {
  [helm, schemaOf] = [await helmProgram(), await operatorSchemas()];
  ({ manifests } = render(helm, { ...installation, monitoring }));
}, 900_000);

const of = (kind: string): readonly Manifest[] => manifests.filter((each) => each.kind === kind);

it('says nothing of the Prometheus Operator unless it is asked for', () => {
  const plain = render(helm, installation).manifests;
  expect(plain.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.'))).toEqual([]);
});

it.each(['ServiceMonitor', 'PrometheusRule'])('has each %s as the Prometheus Operator takes it', (kind) => {
  // Formats that JSON Schema does not know (int32 …) are said by OpenAPI beside the type.
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schemaOf(kind));
  const objects = of(kind);
  expect(objects).toHaveLength(kind === 'PrometheusRule' ? 1 : installed.length);
  for (const each of objects) expect(validate(each) || validate.errors).toBe(true);
  expect(validate({ ...objects[0], spec: { ...objects[0]?.spec, endpoint: [] } })).toBe(false);
});

it('has the system door of each app read by its own certificate and name, and found by what Prometheus chooses by', () => {
  for (const app of installed) {
    const monitor = of('ServiceMonitor').find(({ metadata }) => metadata.name === `einmal-${app}`);
    expect(monitor).toMatchObject({
      metadata: { labels: { release: 'prometheus' } },
      spec: {
        jobLabel: 'app.kubernetes.io/name',
        selector: { matchLabels: { 'app.kubernetes.io/name': app, 'app.kubernetes.io/instance': 'einmal' } },
        endpoints: [
          {
            port: 'system',
            scheme: 'https',
            tlsConfig: {
              ca: { secret: { name: `einmal-${app}-tls`, key: 'ca.crt' } },
              serverName: `einmal-${app}.registers.svc`,
            },
            relabelings: [{ targetLabel: 'part_of', replacement: 'einmal' }],
          },
        ],
      },
    });
    const service = of('Service').find(({ metadata }) => metadata.name === `einmal-${app}`);
    expect(service?.metadata).toMatchObject({ labels: { 'app.kubernetes.io/name': app } });
  }
});

it('has every rule as it was tried, but for the watts of the installation', () => {
  const groups = of('PrometheusRule')[0]?.spec['groups'] as readonly { readonly rules: readonly object[] }[];
  const expected = given.map((rule) =>
    rule.record === 'einmal:watts_per_core:estimate' ? { ...rule, expr: 'vector(14.5)' } : rule,
  );
  expect(groups.flatMap(({ rules }) => rules)).toEqual(expected);
});

it('is refused where the network lets no Prometheus in', () => {
  const shut = { ...installation, monitoring, network: { ...installation.network, monitoringFrom: [] } };
  expect(() => render(helm, shut)).toThrow('network.monitoringFrom: name the peers');
});
