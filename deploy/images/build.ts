import { spawnSync } from 'node:child_process';
import { buildArguments, imageName } from './build-arguments.ts';

/** Builds both images with the engine that answers; arguments are passed on to `docker build`. */
for (const kind of ['production', 'demo'] as const) {
  const [command = '', ...rest] = buildArguments(kind);
  const { status } = spawnSync('docker', [command, ...process.argv.slice(2), ...rest], { stdio: 'inherit' });
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
  console.log(imageName(kind));
}
