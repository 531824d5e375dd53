import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../local/repository.ts';

const VERSION = 'v3.22.0';
const run = promisify(execFile);

/** The oldest that the chart is for; a Helm that `go install` built believes in 1.20 unless it is told. */
export const oldest = ['--kube-version', '1.29.0'];
export const chart = join(root, 'deploy/helm/einmal');

/** Helm is a Go module: built once, which takes minutes, unless HELM names one. */
export async function helmProgram(): Promise<string> {
  const given = process.env['HELM'];
  if (given !== undefined) return given;
  const folder = join(homedir(), '.cache/einmal', `helm-${VERSION}`);
  const program = join(folder, 'helm');
  if (existsSync(program)) return program;
  console.log(`Building Helm ${VERSION}, once; this takes minutes …`);
  await run('go', ['install', `helm.sh/helm/v3/cmd/helm@${VERSION}`], {
    env: { ...process.env, GOBIN: folder },
    maxBuffer: 1 << 26,
  });
  return program;
}

/** Of PyPI, which brings the schemas of Kubernetes along; KUBERNETES_VALIDATE names one. */
export async function validator(): Promise<string> {
  const given = process.env['KUBERNETES_VALIDATE'];
  if (given !== undefined) return given;
  const folder = join(homedir(), '.cache/einmal', 'kubernetes-validate');
  const program = join(folder, 'bin/kubernetes-validate');
  if (existsSync(program)) return program;
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin/pip'), ['-q', 'install', 'kubernetes-validate==1.37.0']);
  return program;
}

/** What the Prometheus Operator takes, by kind: the schemas of its definitions, which its Go module brings along. */
export async function operatorSchemas(): Promise<(kind: string) => object> {
  const module = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';
  const { stdout } = await run('go', ['mod', 'download', '-json', module]);
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  return (kind) => {
    const file = `monitoring.coreos.com_${kind.toLowerCase()}s.yaml`;
    const definition = parse(readFileSync(join(Dir, 'example/prometheus-operator-crd', file), 'utf8')) as {
      readonly spec: {
        readonly versions: readonly [{ readonly schema: { readonly openAPIV3Schema: object } }];
      };
    };
    return closed(definition.spec.versions[0].schema.openAPIV3Schema) as object;
  };
}

/**
 * As the API server does with `--validate=strict`: no member that the schema does not know. Without its patterns, which Go
 * reads, and JavaScript does not.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'pattern' || typeof value !== 'string')
      .map(([key, value]) => [key, closed(value)]),
  );
  const isWhole = 'properties' in schema && !('additionalProperties' in schema);
  return isWhole ? { ...inner, additionalProperties: false } : inner;
}

/** An object of Kubernetes, as far as tests look into it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Rendered {
  readonly text: string;
  readonly manifests: readonly Manifest[];
}

/** What Helm makes of the chart with these values. @throws with its refusal in `stderr` */
export function render(helm: string, values: object): Rendered {
  const text = execFileSync(
    helm,
    ['template', 'einmal', chart, '--namespace', 'registers', ...oldest, '-f', '-'],
    {
      input: JSON.stringify(values),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
    },
  );
  const manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest | null);
  return { text, manifests: manifests.filter((each) => each !== null) };
}
