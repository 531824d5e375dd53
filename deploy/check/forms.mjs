import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/report.mjs';

/** The forms of the repository, by the linter that writers of forms have. */
try {
  execFileSync(
    process.execPath,
    ['--no-warnings', '--conditions=source', join(root, 'deploy/forms/main.ts'), 'lint'],
    { stdio: 'inherit' },
  );
} catch (error) {
  process.exitCode = error.status ?? 1;
}
