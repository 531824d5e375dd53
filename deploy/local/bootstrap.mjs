// What every entry script needs before the project's own code can run: the pinned packages, the project's own Node 24
// and a way to run children that end with us. Plain JavaScript for Node 20, without any dependency.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';
import { withLock } from '../../libs/local-services/src/file-lock.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.einmal-install');
const leash = pathToFileURL(join(root, 'deploy/local/exit-with-parent.mjs')).href;
const oldestMacNode = [24, 11];

/** A failure that is told in its one sentence, without a stack. */
export class Failure extends Error {}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** One lock per clone and user, outside the folders that installing and building replace. */
export function lockFile(purpose) {
  const key = hash(`${root} ${process.getuid?.() ?? ''}`).slice(0, 12);
  return join(tmpdir(), `einmal-${purpose}-${key}.lock`);
}

/** npm keeps a list of what it installed: the folder is good when that agrees with package-lock.json. */
function matchesLock(lock) {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional, devOptional }]) => {
    if (present[path]) return present[path].version === version;
    return Boolean(optional || devOptional);
  });
}

function isInstalled(lock) {
  const seal = hash(`${process.platform}-${process.arch}\n${lock}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === seal) return true;
  if (!matchesLock(lock)) return false;
  writeFileSync(stamp, seal);
  return true;
}

/** Runs `npm ci` when node_modules is missing or differs from package-lock.json. */
export async function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (isInstalled(lock)) return;
  await withLock(lockFile('install'), async () => {
    if (isInstalled(lock)) return;
    console.error('Installing the pinned packages (npm ci) …');
    const npm = process.env.npm_execpath;
    const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
    const code = await run(command, args, { shell: command === 'npm' && process.platform === 'win32' });
    if (code !== 0)
      throw new Failure('npm ci failed: check the connection to the npm registry, then start again.');
    writeFileSync(stamp, hash(`${process.platform}-${process.arch}\n${lock}`));
  });
}

/** The Node 24 the project brings along; on macOS, for which there is no such package, the system's. */
export function projectNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const own = join(modules, `node-${platform}-${process.arch}`, binary);
  if (existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestMacNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.execPath;
  throw new Failure(
    `There is no packaged Node 24 for ${process.platform}-${process.arch}: install Node ${oldestMacNode.join('.')} or newer, then start again.`,
  );
}

function environment(extra) {
  const paths = [dirname(projectNodeOrSelf()), join(modules, '.bin'), process.env.PATH ?? ''];
  return { ...process.env, ...extra, PATH: paths.join(delimiter) };
}

function projectNodeOrSelf() {
  return existsSync(modules) ? projectNode() : process.execPath;
}

/** By which signal we were told to end. */
let told;

/**
 * Runs a program with our terminal, passes on the signals that we get, and returns its exit code (128 + n for a signal).
 * With `ipc` the child notices when we are gone; with `onOutput` what it prints goes there instead.
 */
export function run(command, args, { env = {}, ipc = false, shell = false, cwd = root, onOutput } = {}) {
  // Whoever was told to end begins nothing more: no further tests after those that were ended.
  if (told) process.exit(128 + constants.signals[told]);
  return new Promise((resolve, reject) => {
    const terminal = onOutput ? 'pipe' : 'inherit';
    const stdio = ['inherit', terminal, terminal, ...(ipc ? ['ipc'] : [])];
    const child = spawn(command, args, { cwd, shell, stdio, env: environment(env) });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput);
    const passOn = (signal) => {
      told = signal;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 137));
    });
  });
}

/** Runs a script with the project's Node; it ends when we end. */
export function runNode(script, args = [], { env, flags = [], onOutput } = {}) {
  const all = ['--import', leash, ...flags, join(root, script), ...args];
  return run(projectNode(), all, { env, ipc: true, onOutput });
}

/** Runs an entry script's work; its value is the exit code. */
export async function main(work) {
  endWithNpm();
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
