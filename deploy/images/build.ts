/**
 * Builds both images with the engine that answers, and looks into them; arguments are passed on to `docker build`.
 *   node --conditions=source deploy/images/build.ts --network host
 */
import { spawnSync } from 'node:child_process';
import { buildArguments, imageName } from './build-arguments.ts';
import { contentProblems, type ImageKind } from './image-content.rules.ts';
import { compressedSize, describeContent, imageFiles } from './inspect-image.ts';

function build(kind: ImageKind): void {
  const [command = '', ...rest] = buildArguments(kind);
  const { status } = spawnSync('docker', [command, ...process.argv.slice(2), ...rest], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${imageName(kind)} could not be built`);
}

async function inspect(kind: ImageKind): Promise<void> {
  const files = await imageFiles(imageName(kind));
  const megabytes = (await compressedSize(imageName(kind))) / 1e6;
  console.log(`${imageName(kind)}: ${megabytes.toFixed(1)} MB compressed, of which unpacked`);
  console.log(describeContent(files));
  const faults = contentProblems(files, kind);
  if (faults.length > 0)
    throw new Error(`${imageName(kind)} holds what it must not:\n${faults.slice(0, 20).join('\n')}`);
}

for (const kind of ['production', 'demo'] as const) {
  build(kind);
  await inspect(kind);
}
