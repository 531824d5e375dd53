import { ofEachRegister } from '#libs/contracts';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFailure } from '#libs/local-services';
import type { AppName } from '../local/apps.ts';
import { root } from '../local/repository.ts';
import { exclusions } from './exclusions.ts';

/** The run is the same each time; what it found yesterday it finds today. */
const SEED = '20261128';
/** Fewer would say little about a document. */
export const LEAST_CASES = 2_000;
/** Per operation; the coverage phase adds its own, so that each document comes to at least {@link LEAST_CASES}. */
const examples: Readonly<Record<string, number>> = {
  ...ofEachRegister(() => 90),
  gateway: 60,
  residents: 70,
  vehicles: 70,
  operator: 60,
  procedures: 90,
  identity: 270,
  planted: 20,
};

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

export interface FuzzRun {
  readonly cases: number;
  readonly clean: boolean;
  readonly seconds: number;
  readonly log: string;
}

interface FuzzTarget {
  readonly name: string;
  readonly url: string;
  readonly tokensUrl: string;
  /** Where the log and reports go. */
  readonly folder: string;
  readonly tools: Tools;
}

/** Programs that are not ours, and where to look for them. */
export interface Tools {
  readonly schemathesis: string;
  readonly chromium: string;
  readonly path: string;
}

/** Sends generated requests to one service, by its own document, and judges what comes back. */
export async function fuzz({ name, url, tokensUrl, folder, tools }: FuzzTarget): Promise<FuzzRun> {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const started = Date.now();
  const { output, code } = await execute(own, tokensUrl, tools, [
    ...['run', `${url}/openapi.json`, '--phases', 'examples,coverage,fuzzing', '--checks', checks.join(',')],
    ...['--seed', SEED, '--generation-database', 'none', '--max-examples', `${examples[name] ?? 100}`],
    ...['--no-shrink', '--continue-on-failure', '--suppress-health-check', 'all', '--warnings', 'off'],
    ...['--request-timeout', '60', '--no-color', ...leftOut(name)],
  ]);
  const log = join(own, 'run.log');
  writeFileSync(log, output);
  const cases = Number(/(\d+) generated/.exec(output)?.[1] ?? 0);
  return { cases, clean: code === 0, seconds: Math.round((Date.now() - started) / 1_000), log };
}

function leftOut(name: string): string[] {
  const concerned = exclusions.filter(({ app }) => app === 'every' || app === (name as AppName));
  return concerned.flatMap(({ kind, what }) =>
    kind === 'check' ? ['--exclude-checks', what] : ['--exclude-operation-id', what],
  );
}

function execute(
  cwd: string,
  tokensUrl: string,
  { schemathesis: command, path }: Tools,
  args: readonly string[],
): Promise<{ output: string; code: number }> {
  const env = {
    PATH: path,
    HOME: cwd,
    // Requests to this machine take no proxy.
    NO_PROXY: '127.0.0.1',
    PYTHONPATH: join(root, 'deploy/fuzz'),
    PYTHONDONTWRITEBYTECODE: '1',
    SCHEMATHESIS_HOOKS: 'hooks',
    FUZZ_TOKENS: tokensUrl,
  };
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && error.code === 'ENOENT') {
        reject(
          new LocalFailure(`There is no ${command}: pip install schemathesis, or name it in SCHEMATHESIS.`),
        );
        return;
      }
      resolve({
        output: stdout + stderr,
        code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
      });
    });
  });
}
