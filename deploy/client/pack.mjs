// Makes the package of libs/client and prints where it is: `npm run -s pack:client`. `npm publish <that file>` publishes it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../local/bootstrap.mjs';

const folder = join(root, 'dist/client');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const compiler = join(root, 'node_modules/typescript/bin/tsc');
execFileSync(process.execPath, [compiler, '-p', join(root, 'libs/client/tsconfig.json')], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
for (const name of ['package.json', 'README.md'])
  copyFileSync(join(root, 'libs/client', name), join(folder, name));
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));

const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }),
);
console.log(join(folder, filename));
