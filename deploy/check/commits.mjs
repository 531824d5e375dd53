import { execFileSync } from 'node:child_process';
import { report, root } from './lib/report.mjs';

const types = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'style', 'revert'];
const conventional = new RegExp(`^(${types.join('|')})(\\([a-z0-9,-]+\\))?!?: [^\\s].{0,120}$`);
/** Long enough for every branch, short enough to stay cheap in a long history. */
const LATEST = 500;

function subjects() {
  try {
    const log = execFileSync('git', ['log', `-${LATEST}`, '--no-merges', '--format=%h %s'], {
      cwd: root,
      encoding: 'utf8',
    });
    return log.split('\n').filter((line) => line !== '');
  } catch {
    // An exported archive has no history to judge.
    return [];
  }
}

const judged = subjects();
const problems = judged
  .filter((line) => !conventional.test(line.slice(line.indexOf(' ') + 1)))
  .map((line) => `commit ${line}: not a Conventional Commit subject`);

report(`commits: ${judged.length} Conventional Commit subjects`, problems);
