/** `npm run test:register`: carries out the recipe of CONTRIBUTING for a register more, in a copy of this checkout. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diffFaults, type DiffEntry } from './diff.rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tree = 'test/fourth-register/tree';
/** A step that takes longer hangs: all of them together take less than two minutes. */
const STEP_WITHIN_MS = 240_000;

const copy = mkdtempSync(join(tmpdir(), 'einmal-register-'));

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STEP_WITHIN_MS,
    maxBuffer: 256 * 1024 * 1024,
  });
}

const git = (...args: readonly string[]): string => run('git', ...args);
const node = (...args: readonly string[]): string => run(process.execPath, ...args);
const task = (...args: readonly string[]): string => node('deploy/local/run.mjs', ...args);

/** What is committed or about to be, without what is to be dropped in; packages are shared. */
function copyCheckout(): void {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const path of listing.split('\0')) {
    if (path === '' || path.startsWith(`${tree}/`)) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=recipe', '-c', 'user.email=recipe@einmal.example', 'commit', '-qm', 'as it is');
}

/** Everything that differs from before, each file by itself. */
const changes = (): readonly DiffEntry[] =>
  git('status', '--porcelain', '-z', '-uall')
    .split('\0')
    .filter(Boolean)
    .map((entry) => ({ state: entry.slice(0, 2), path: entry.slice(3) }));

const dropped = readdirSync(join(root, tree), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(join(root, tree).length + 1));

const steps: Readonly<Record<string, () => void>> = {
  'the copy': () => {
    copyCheckout();
    cpSync(join(root, tree), copy, { recursive: true });
  },
  'npm run generate': () => void task('generate'),
  'the difference': () => {
    const faults = diffFaults(changes(), dropped);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    git('add', '-A');
    process.stdout.write(git('diff', '--cached', '--stat', 'HEAD'));
  },
  'types and lint': () => {
    node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
    const own = ['apps/dogs', 'test/dogs.e2e.spec.ts', 'test/lives'];
    node('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...own);
    for (const check of ['files', 'problem-pages', 'nest-projects']) task('check', check);
  },
  'the promise of all registers': () => {
    task('test:only', 'unit', 'apps/dogs');
    task('test:only', 'int', 'apps/dogs');
  },
  'a lookup, an event and a feed': () => void task('test:only', 'e2e', 'test/dogs.e2e.spec.ts'),
};

const began = Date.now();
const seconds = (since: number): string => `${((Date.now() - since) / 1_000).toFixed(1)} s`;
try {
  for (const [name, step] of Object.entries(steps)) {
    const start = Date.now();
    step();
    console.log(`✔ ${name}: ${seconds(start)}`);
  }
  console.log(`A fourth register: ${dropped.length} files dropped in, ${seconds(began)} in all.`);
} catch (error) {
  const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
  console.error(`${stdout}${stderr}\n✖ ${message}`);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
