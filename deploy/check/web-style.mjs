import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'lightningcss';
import { PurgeCSS } from 'purgecss';
import { read, report, repositoryFiles, root } from './lib/report.mjs';

/**
 * The style of the portal: of KERN UX the classes that its pages use, then our own. Icons become files, as our policy
 * loads no `data:`. A `kern-` class that KERN does not have fails. `--write` writes apps/portal/data.
 */
const KERN = 'node_modules/@kern-ux/native/dist/kern.min.css';
const data = 'apps/portal/data';
const pages = repositoryFiles().filter((path) => /^apps\/portal\/src\/.*\.tsx$/.test(path));
const own = readdirSync(join(root, 'apps/portal/style'))
  .toSorted()
  .map((name) => read(`apps/portal/style/${name}`))
  .join('\n');

const [used] = await new PurgeCSS().purge({
  content: pages.map((path) => ({ raw: read(path), extension: 'tsx' })),
  css: [{ raw: readFileSync(join(root, KERN), 'utf8') }],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  // Built from parts: `kern-alert--${kind}`.
  safelist: {
    standard: [/^kern-(alert|badge|icon|btn)--/],
    // What a colour is in the dark theme is told by way of others, so none of them is known to be unused.
    variables: [/^--kern-color-/],
  },
  fontFace: true,
  variables: true,
});

const icons = new Map();
/** Each icon is a mask, twice: once with the prefix that no browser of today needs. */
const withIcons = used.css
  .replaceAll(/-webkit-mask:\s*url\("data:[^"]+"\)[^;}]*;/g, '')
  .replaceAll(/\.kern-icon--([\w-]+)\{mask:\s*url\("data:image\/svg\+xml,([^"]+)"\)/g, (_, name, svg) => {
    icons.set(`icons/${name}.svg`, `${decodeURIComponent(svg)}\n`);
    return `.kern-icon--${name}{mask:url(icons/${name}.svg)`;
  });

const usedIcons = new Set(
  pages.flatMap((path) => [...read(path).matchAll(/'([a-z][a-z-]*)'/g)].map(([, name]) => name)),
);
const kept = [...icons].filter(([path]) => usedIcons.has(path.slice('icons/'.length, -'.svg'.length)));
const droppedIcons = [...icons.keys()].filter((path) => !kept.some(([each]) => each === path));
const withoutUnused = droppedIcons.reduce(
  (css, path) =>
    css.replaceAll(new RegExp(`mask:url\\(${path.replaceAll(/[/.]/g, '\\$&')}\\)[^;}]*;?`, 'g'), ''),
  withIcons,
);

const { code } = transform({
  filename: 'portal.css',
  code: Buffer.from(`${withoutUnused}\n${own}`),
  minify: true,
  targets: { chrome: 111 << 16, firefox: 113 << 16, safari: (16 << 16) | (4 << 8) },
});
/** What is left in KERN's own parts, such as the arrow of a list to unfold. */
const parts = new Map();
const withParts = `${code}`.replaceAll(/url\("?data:image\/svg\+xml,([^")]+(?:\)[^")]*)*)"?\)/g, (_, svg) => {
  const name = createHash('sha256').update(svg).digest('hex').slice(0, 8);
  parts.set(`icons/part-${name}.svg`, `${decodeURIComponent(svg)}\n`);
  return `url(icons/part-${name}.svg)`;
});
const files = new Map([['portal.css', `${withParts}\n`], ...kept, ...parts]);

if (process.argv.includes('--write')) {
  mkdirSync(join(root, data, 'icons'), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(root, data, path), text);
}

const known = new Set(readFileSync(join(root, KERN), 'utf8').match(/kern-[\w-]+/g));
const unknown = pages.flatMap((path) =>
  (read(path).match(/(?<![-\w])kern-[\w-]*[\w](?![\w-]*\$\{)/g) ?? [])
    .filter((name) => !known.has(name) && ![...known].some((each) => each.startsWith(`${name}--`)))
    .map(
      (name) =>
        `${path}: KERN has no class ${name}; see its documentation, or give an own class another prefix`,
    ),
);
const stale = [...files]
  .filter(([path, text]) => {
    try {
      return read(`${data}/${path}`) !== text;
    } catch {
      return true;
    }
  })
  .map(
    ([path]) => `${data}/${path} differs from what pages and style say: run npm run generate, commit both`,
  );
report(`web style: ${pages.length} pages, ${kept.length} icons, ${code.length} bytes of style`, [
  ...unknown,
  ...stale,
]);
