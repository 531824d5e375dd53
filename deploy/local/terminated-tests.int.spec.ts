import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '#libs/test-kit';
import { family, untilGone } from './testing/process-family.ts';

const urlOf = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Two suites that never end, each in a worker of its own. */
const config = `
import all from ${urlOf('../../jest.config.mjs')};
const endless = { ...all.projects[1], rootDir: ${JSON.stringify(root)}, roots: ['<rootDir>/deploy/local/testing'] };
const named = (displayName) => ({ ...endless, displayName, testMatch: ['**/endless.ts'] });
export default { maxWorkers: 2, projects: [named('one'), named('other')] };
`;
/** As `npm test` does it: one run of jest after another. */
const script = (configFile: string): string => `
import { main, runNode } from ${urlOf('bootstrap.mjs')};
const flags = ['--experimental-vm-modules', '--no-warnings'];
const jest = () => runNode('node_modules/jest/bin/jest.js', ['--config', ${JSON.stringify(configFile)}], { flags });
main(async () => (await jest()) + (await jest()));
`;

it('end with their workers and servers when they are told to, and no others begin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'einmal-endless-'));
  const [configFile, begun] = [join(folder, 'config.mjs'), mkdtempSync(join(folder, 'begun-'))];
  writeFileSync(configFile, config);
  const run = spawn(process.execPath, ['--input-type=module', '--eval', script(configFile)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, BEGUN: begun },
  });
  try {
    await eventually(
      'both suites have a server',
      () => readdirSync(begun),
      ({ length }) => length === 2,
    );
    const members = family(run.pid ?? 0);
    run.kill('SIGTERM');
    await eventually(
      'the run ends',
      () => run.exitCode,
      (code) => code === 143,
    );
    await untilGone(members);
  } finally {
    run.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});

it('have workers that end by themselves when there is no more to do', async () => {
  const leash = new URL('exit-with-parent.mjs#forked', import.meta.url).href;
  const worker = `const end = () => process.off('message', end); process.on('message', end);`;
  const child = spawn(process.execPath, ['--import', leash, '--eval', worker], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    child.send('end');
    await eventually(
      'the worker ends',
      () => child.exitCode,
      (code) => code === 0,
    );
  } finally {
    child.kill('SIGKILL');
  }
});
