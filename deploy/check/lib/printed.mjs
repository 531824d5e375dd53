import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './report.mjs';

/** What a program of ours prints as JSON, run from the sources with their decorators. */
export const printedBy = (script) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        '--no-warnings',
        '--conditions=source',
        '--import',
        join(root, 'deploy/check/lib/typescript-hooks.mjs'),
        join(root, script),
      ],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
