import { LocalFailure } from '#libs/local-services';
import { buildArguments, imageName } from '../images/build-arguments.ts';
import { differences } from '../images/image-content.rules.ts';
import { imageFiles, inspectImage } from '../images/inspect-image.ts';
import type { Docker } from './docker.ts';
import { BASE_IMAGE, STAND_IN_LABEL } from './stand-ins.ts';

/** One line for each image: name, size, and whether it stands in for the real one. */
export async function imageLines(docker: Docker, images: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const image of images) {
    if (!(await docker.hasImage(image))) continue;
    const bytes = Number(await docker.ask('image', 'inspect', '--format', '{{.Size}}', image));
    const standIn = (await docker.label(image, STAND_IN_LABEL)) === 'true';
    const size = `${Math.round(bytes / 1_000_000)} MB`.padStart(7);
    lines.push(`${image.padEnd(22)} ${size}${standIn ? ', a stand-in' : ''}`);
  }
  return lines;
}

/**
 * Builds `einmal` and `einmal-demo` of this checkout, and looks into them. In the network of the machine: an engine of
 * ours lets no container out.
 * @throws LocalFailure where one cannot be built, or holds what it must not
 */
export async function buildOwnImages(docker: Docker, tell: (text: string) => void): Promise<void> {
  for (const kind of ['production', 'demo'] as const) {
    const image = imageName(kind);
    await docker.run(`Building ${image}`, buildArguments(kind, { network: 'host' }));
    for (const line of (await inspectImage(image, kind, docker.env)).split('\n')) tell(`  ${line}`);
    if ((await docker.label(image, STAND_IN_LABEL)) === 'true')
      tell(`  built on a stand-in of ${BASE_IMAGE}`);
  }
}

/**
 * Builds the image of production once more, from nothing: two builds of one commit hold the same files.
 * @throws LocalFailure with what only one of them holds
 */
export async function compareRebuilt(docker: Docker, tell: (text: string) => void): Promise<void> {
  const image = imageName('production');
  const tag = `${image}-again`;
  try {
    await docker.run(
      `Building ${image} again`,
      buildArguments('production', { tag, network: 'host', noCache: true }),
    );
    const [files, others] = [await imageFiles(image, docker.env), await imageFiles(tag, docker.env)];
    const unlike = differences(files, others);
    const summary = `two builds: ${files.length} files, ${unlike.length} differences`;
    if (unlike.length > 0) throw new LocalFailure([summary, ...unlike.slice(0, 20)].join('\n'));
    tell(`  ${summary}`);
  } finally {
    await docker.ask('image', 'rm', tag).catch(() => undefined);
  }
}
