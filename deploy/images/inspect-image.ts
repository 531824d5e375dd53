import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LocalFailure } from '#libs/local-services';
import { root } from '../local/repository.ts';
import { contentProblems, type ImageFile, type ImageKind, privateKey } from './image-content.rules.ts';

/** The `docker` command; the engine is the one that DOCKER_HOST in `env` names. */
function docker(env: NodeJS.ProcessEnv, args: readonly string[]) {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn('docker', args, {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`docker ${args[0]} ended with ${code}`));
    });
  });
  return { stdin: child.stdin, stdout: child.stdout, ended };
}

/**
 * All files of an image, listed as root by the Node that it holds. What the engine lays over them is left out: /dev, /proc,
 * /sys, and files such as /etc/hosts.
 */
export async function imageFiles(image: string, env = process.env): Promise<readonly ImageFile[]> {
  const { stdin, stdout, ended } = docker(env, [
    ...['run', '--rm', '--interactive', '--user=0', '--network=none', '--entrypoint=/usr/local/bin/node'],
    ...[image, '--input-type=module', '-', privateKey.source],
  ]);
  stdin.end(readFileSync(join(root, 'deploy/images/list-files.mjs')));
  const [list] = await Promise.all([text(stdout), ended]);
  return JSON.parse(list) as readonly ImageFile[];
}

/** Bytes of an image, its base included, as a registry keeps it: gzip at its usual level. */
export async function compressedSize(image: string, env = process.env): Promise<number> {
  const { stdout, ended } = docker(env, ['save', image]);
  let bytes = 0;
  const count = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const { length } of chunks) bytes += length;
  };
  await Promise.all([pipeline(stdout, createGzip(), count), ended]);
  return bytes;
}

const parts: readonly (readonly [string, RegExp])[] = [
  ['our code and data', /^\/einmal\/dist\//],
  ['packages', /^\/einmal\/node_modules\//],
  ['Node', /^\/usr\/local\/bin\/node$/],
  ['licences, bill of materials', /^\/einmal\//],
  ['base', /^\//],
];

/** For people: what is in it, part by part, and how much that is. */
function describeContent(files: readonly ImageFile[]): string {
  const sums = new Map(parts.map(([name]) => [name, { count: 0, bytes: 0 }]));
  for (const { path, size } of files.filter(({ kind }) => kind === 'file')) {
    const sum = sums.get(parts.find(([, pattern]) => pattern.test(path))?.[0] ?? '');
    if (sum === undefined) continue;
    sum.count += 1;
    sum.bytes += size;
  }
  const mega = (bytes: number): string => (bytes / 1e6).toFixed(1).padStart(7);
  return [...sums]
    .map(([name, { count, bytes }]) => `${mega(bytes)} MB  ${`${count}`.padStart(5)} files  ${name}`)
    .join('\n');
}

/**
 * For people: how large an image is, and what is in it.
 * @throws LocalFailure with what it must not hold, or lacks
 */
export async function inspectImage(image: string, kind: ImageKind, env = process.env): Promise<string> {
  const files = await imageFiles(image, env);
  const faults = contentProblems(files, kind);
  if (faults.length > 0)
    throw new LocalFailure(
      `${image} holds what it must not, or lacks something:\n${faults.slice(0, 20).join('\n')}`,
    );
  const megabytes = ((await compressedSize(image, env)) / 1e6).toFixed(1);
  return `${image}: ${megabytes} MB compressed, of which unpacked\n${describeContent(files)}`;
}
