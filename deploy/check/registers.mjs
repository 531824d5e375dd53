import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { read, report, root } from './lib/report.mjs';

/** Lists that types come from say again what the registers declare; `--write` writes them. */
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  ['--no-warnings', '--conditions=source', join(root, 'deploy/registers/print.ts')],
  { encoding: 'utf8' },
);

if (status !== 0) report('registers', [stderr.trim()]);
else {
  const files = await Promise.all(
    Object.entries(JSON.parse(stdout)).map(async ([path, text]) => {
      const file = join(root, path);
      return [path, await format(text, { ...(await resolveConfig(file)), filepath: file })];
    }),
  );
  if (process.argv.includes('--write'))
    for (const [path, text] of files) writeFileSync(join(root, path), text);
  report(
    `registers: ${files.length} lists are what apps/*/register.json say`,
    files
      .filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text)
      .map(([path]) => `${path} differs from the declarations: run npm run generate, commit both`),
  );
}
