import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { root } from '../local/repository.ts';
import type { ImageKind } from './image-content.rules.ts';

const ask = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim();

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** As docker-compose.yml calls it, which lets another name be chosen by the same variables. */
export const imageName = (kind: ImageKind): string =>
  kind === 'demo'
    ? process.env['EINMAL_DEMO_IMAGE'] || `einmal-demo:${version}`
    : process.env['EINMAL_IMAGE'] || `einmal:${version}`;

/** What NODE_EXTRA_CA_CERTS adds to the authorities that Node knows: the build has to trust what this machine trusts. */
function houseCertificates(): string {
  const print = (pem: string): string => new X509Certificate(pem).fingerprint256;
  const known = new Set(getCACertificates('bundled').map(print));
  return getCACertificates('extra')
    .filter((pem) => !known.has(print(pem)))
    .join('\n');
}

export interface BuildOptions {
  readonly tag?: string;
  /** The engine's network for the build, `host` where its own reaches no registry. */
  readonly network?: string;
  /** Builds everything anew, to compare it with what was built before. */
  readonly noCache?: boolean;
}

/**
 * Of `docker` to build an image of this checkout, with the registry, authorities and proxies of this machine. The time of
 * its files is that of the commit; what is not committed is in it too, and its revision says so.
 */
export function buildArguments(
  kind: ImageKind,
  { tag = imageName(kind), network, noCache = false }: BuildOptions = {},
): readonly string[] {
  const values = {
    NPM_REGISTRY: ask('npm', 'config', 'get', 'registry'),
    EXTRA_CA: houseCertificates(),
    VERSION: version,
    REVISION: ask('git', 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'),
    SOURCE_DATE_EPOCH: ask('git', 'log', '-1', '--format=%ct'),
  };
  const proxies = ['http_proxy', 'https_proxy', 'no_proxy'].filter((name) => process.env[name]);
  return [
    ...['build', '--file', join(root, 'deploy/images/Dockerfile'), '--target', kind, '--tag', tag],
    ...Object.entries(values).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...proxies.flatMap((name) => ['--build-arg', name]),
    ...(network === undefined ? [] : ['--network', network]),
    ...(noCache ? ['--no-cache'] : []),
    root,
  ];
}
