import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { printedBy } from './lib/printed.mjs';
import { read, report, root } from './lib/report.mjs';

/**
 * What the descriptions of the apps say again: docs/settings.md, compose and what belongs to it, and what libs/client
 * knows of their routes. `--write` writes it.
 */
const described = {
  ...printedBy('deploy/description/print.ts'),
  ...printedBy('deploy/client/print.ts'),
};

async function formatted(path, text) {
  const file = join(root, path);
  const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: join(root, '.prettierignore') });
  if (ignored || inferredParser === null) return text;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

const files = await Promise.all(
  Object.entries(described).map(async ([path, text]) => [path, await formatted(path, text)]),
);
if (process.argv.includes('--write')) for (const [path, text] of files) writeFileSync(join(root, path), text);

report(
  `generated: ${files.length} files are what apps/*/deploy.ts, the settings and the API descriptions say`,
  files
    .filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text)
    .map(
      ([path]) => `${path} differs from the descriptions: change those, run npm run generate, commit both`,
    ),
);
