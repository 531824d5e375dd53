import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, kafkaJars, LocalFailure, postgresBinaries } from '#libs/local-services';
import type { Docker } from './docker.ts';
import { succeed } from './succeed.ts';

export const STAND_IN_LABEL = 'org.einmal.stand-in';
export const BASE_IMAGE = 'debian:bookworm-slim';
export const serverImages = ['postgres:18', 'apache/kafka:4.4.0'] as const;
/** What docker-compose.yml wants in addition. */
export const composeImages = ['prom/prometheus:v3.5.0'] as const;

export interface StandInOptions {
  readonly docker: Docker;
  readonly logFile: string;
  readonly tell: (text: string) => void;
}

const recipes = fileURLToPath(new URL('../images/stand-ins/', import.meta.url));
const release = 'bookworm';
const mirror = 'http://deb.debian.org/debian';
/** What Debian's own slim image leaves out, as far as it is worth the words. */
const unneeded = [
  ...['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/info'],
  ...['var/cache/apt', 'var/lib/apt/lists'],
];

/**
 * Makes sure that the images are there: those of the registry where they can be pulled, else stand-ins with the same
 * names and interface, which carry a label and are never pushed. The real images are never replaced.
 */
export async function ensureImages(images: readonly string[], options: StandInOptions): Promise<void> {
  const { docker, tell } = options;
  for (const image of images) {
    if (await docker.hasImage(image)) continue;
    tell(`pulling ${image}`);
    if (await canPull(docker, image)) continue;
    tell(`${image} cannot be pulled: building a stand-in`);
    await standIn(image, options);
  }
}

/** An engine that answers may still be unable to run anything, or to come by any image. @throws LocalFailure */
export async function demandContainer(options: StandInOptions): Promise<void> {
  const { docker } = options;
  await ensureImages([BASE_IMAGE], options);
  await docker.ask('run', '--rm', '--network', 'none', BASE_IMAGE, 'true').catch((error: Error) => {
    throw new LocalFailure(`The engine at ${docker.host} runs no container: ${error.message}`);
  });
}

const canPull = (docker: Docker, image: string): Promise<boolean> =>
  docker.ask('pull', '--quiet', image).then(
    () => true,
    () => false,
  );

async function standIn(image: string, options: StandInOptions): Promise<void> {
  if (image === BASE_IMAGE) return importBase(options);
  await ensureImages([BASE_IMAGE], options);
  if (image.startsWith('postgres:')) return build(image, options, 'postgres', { native: postgresFolder() });
  if (image.startsWith('apache/kafka:')) {
    const { folder } = await kafkaJars(process.env, options.tell);
    const log4j = fileURLToPath(new URL('../../libs/local-services/data/kafka/log4j2.xml', import.meta.url));
    return build(image, options, 'kafka', { libs: join(folder, 'libs'), 'log4j2.xml': log4j });
  }
  if (image.startsWith('prom/prometheus:')) return build(image, options, 'prometheus', {});
  throw new LocalFailure(`${image} cannot be pulled, and there is no stand-in for it.`);
}

const postgresFolder = (): string => dirname(dirname(postgresBinaries().postgres));

/** In the network of the machine: an engine of ours lets no container out. */
async function build(
  image: string,
  { docker }: StandInOptions,
  recipe: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const context = mkdtempSync(join(tmpdir(), 'einmal-stand-in-'));
  try {
    cpSync(join(recipes, recipe), context, { recursive: true });
    for (const [name, from] of Object.entries(files))
      cpSync(from, join(context, name), { recursive: true, verbatimSymlinks: true });
    await docker.run(`Building ${image}`, ['build', '--network', 'host', '--tag', image, context]);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

async function importBase(options: StandInOptions): Promise<void> {
  const archive = await baseArchive(options);
  await options.docker.run(`Importing ${BASE_IMAGE}`, [
    ...['import', '--change', `LABEL ${STAND_IN_LABEL}=true`, '--change', 'CMD ["bash"]'],
    ...[archive, BASE_IMAGE],
  ]);
}

/** Made once per user and architecture; under another name first, so that an interrupted run leaves nothing half-made. */
async function baseArchive({ logFile, tell }: StandInOptions): Promise<string> {
  const cache = cacheFolder();
  const archive = join(cache, `debian-${release}-slim-${process.arch}.tar`);
  if (existsSync(archive)) return archive;
  tell('making a small Debian with debootstrap (once, 40 s)');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(tmpdir(), 'einmal-debian-'));
  const draft = `${archive}.${process.pid}`;
  const run = (command: string, ...args: readonly string[]): Promise<void> =>
    succeed({ name: command, command, args, logFile });
  try {
    await run('debootstrap', '--variant=minbase', release, root, aptMirror());
    for (const folder of unneeded) rmSync(join(root, folder), { recursive: true, force: true });
    await run('tar', '--create', '--numeric-owner', '--directory', root, '--file', draft, '.');
    renameSync(draft, archive);
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(draft, { force: true });
  }
  return archive;
}

/** The mirror that this machine takes Debian from. */
function aptMirror(): string {
  const targets = [
    'indextargets',
    '--format',
    '$(REPO_URI) $(CODENAME) $(COMPONENT)',
    'Created-By: Packages',
  ];
  const { stdout } = spawnSync('apt-get', targets, { encoding: 'utf8' });
  const line = (stdout ?? '').split('\n').find((each) => each.endsWith(` ${release} main`));
  return line?.split(' ')[0] ?? mirror;
}
