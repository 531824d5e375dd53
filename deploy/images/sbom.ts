import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { root } from '../local/repository.ts';

interface Component {
  readonly 'bom-ref': string;
}

interface Bom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export interface BomFacts {
  /** `name@version` of all packages in the image. */
  readonly packages: readonly string[];
  readonly name: string;
  readonly revision: string;
  readonly builtAt: Date;
}

/** As RFC 9562 §5.8 leaves it to us: from the commit, so that a second build of it makes the same document. */
function serialNumber(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** CycloneDX 1.5 as npm writes it from package-lock.json, of what is in the image alone. */
export function billOfMaterials({ packages, name, revision, builtAt }: BomFacts): object {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const all = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })) as Bom;
  const ours = all.metadata.component['bom-ref'];
  const present = new Set([ours, ...packages]);
  const components = all.components.filter((each) => present.has(each['bom-ref']));
  if (components.length !== present.size - 1)
    throw new Error('npm sbom does not know all packages of the image');
  return {
    ...all,
    serialNumber: serialNumber(`${name} ${revision}`),
    metadata: {
      ...all.metadata,
      timestamp: builtAt.toISOString(),
      component: { ...all.metadata.component, name },
    },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => present.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => present.has(each)) })),
  };
}
