/**
 * Builds both images with the engine that answers, and looks into them; arguments are passed on to `docker build`.
 *   node --conditions=source deploy/images/build.ts --network host
 */
import { spawnSync } from 'node:child_process';
import { buildArguments, imageName } from './build-arguments.ts';
import type { ImageKind } from './image-content.rules.ts';
import { inspectImage } from './inspect-image.ts';

function build(kind: ImageKind): void {
  const [command = '', ...rest] = buildArguments(kind);
  const { status } = spawnSync('docker', [command, ...process.argv.slice(2), ...rest], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${imageName(kind)} could not be built`);
}

for (const kind of ['production', 'demo'] as const) {
  build(kind);
  console.log(await inspectImage(imageName(kind), kind));
}
