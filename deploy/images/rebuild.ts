/**
 * Builds the image of production once more, from nothing, and compares it with the one that is there.
 *   node --conditions=source deploy/images/rebuild.ts --network host
 */
import { spawnSync } from 'node:child_process';
import { buildArguments, imageName } from './build-arguments.ts';
import { differences } from './image-content.rules.ts';
import { imageFiles } from './inspect-image.ts';

const first = imageName('production');
const tag = `${first}-again`;

const [command = '', ...rest] = buildArguments('production', { tag, noCache: true });
const { status } = spawnSync('docker', [command, ...process.argv.slice(2), ...rest], { stdio: 'inherit' });
if (status !== 0) throw new Error(`${tag} could not be built`);
const [files, others] = [await imageFiles(first), await imageFiles(tag)];
spawnSync('docker', ['image', 'rm', tag], { stdio: 'ignore' });
const unlike = differences(files, others);
console.log(`two builds: ${files.length} and ${others.length} files, ${unlike.length} differences`);
for (const line of unlike.slice(0, 20)) console.error(line);
process.exitCode = unlike.length > 0 ? 1 : 0;
