import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAND_IN_LABEL } from './stand-ins.ts';
import type { Docker } from './docker.ts';
import { succeed } from './succeed.ts';

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

/** Builds `einmal` and `einmal-demo` of this checkout. @returns their names */
export async function ownImages(options: {
  readonly docker: Docker;
  readonly logFile: string;
  readonly root: string;
}): Promise<readonly string[]> {
  const { docker, logFile, root } = options;
  await succeed({
    name: 'Building our images',
    command: process.execPath,
    args: ['--no-warnings', '--conditions=source', join(root, 'deploy/images/build.ts'), '--network', 'host'],
    env: docker.env,
    logFile,
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return [`einmal:${version}`, `einmal-demo:${version}`];
}
