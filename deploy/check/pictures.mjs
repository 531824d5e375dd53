import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrows, atCommit, picture, sizeOf } from './lib/folder-pictures.mjs';
import { read, report, root } from './lib/report.mjs';

/** `npm run check -- pictures --write` draws the pictures and counts the sizes; the check compares the picture. */
const page = 'docs/modules.md';
const source = 'apps/gateway/src';
/** The last commit before the gateway was redrawn. */
const before = '5952ecd';

const gateway = (...folders) => folders.map((folder) => `${source}/${folder}`);
/** [what it is, its folders then, its folders now] */
const counted = [
  ['The gateway', ['apps/gateway'], ['apps/gateway']],
  ['… following', gateway('subscriptions', 'feeds', 'reactions'), gateway('following')],
  ['… webhooks, with their library', gateway('webhooks'), [...gateway('webhooks'), 'libs/webhooks']],
  ['The operator’s replays', ['apps/operator/src/replays'], ['apps/operator/src/replays']],
  ['`libs/kafka`', [], ['libs/kafka']],
  ['Background work', [], ['libs/service-kit/src/background']],
  ['All apps', ['apps'], ['apps']],
  ['All libraries', ['libs'], ['libs']],
];

const between = (name) => new RegExp(`(?<=<!-- ${name} -->\n\n).*?(?=\n\n<!-- end of ${name} -->)`, 's');
const now = picture(await arrows(root, source));

async function drawn() {
  const cell = ({ files, lines }) => (files === 0 ? '–' : `${files} / ${lines.toLocaleString('en')}`);
  return await atCommit(before, async (then) => {
    const rows = counted.map(
      ([name, old, recent]) => `| ${name} | ${cell(sizeOf(then, old))} | ${cell(sizeOf(root, recent))} |`,
    );
    return {
      now,
      before: picture(await arrows(then, source)),
      sizes: ['| Files / lines | before | now |', '| --- | --: | --: |', ...rows].join('\n'),
    };
  });
}

if (process.argv.includes('--write')) {
  let text = read(page);
  for (const [name, block] of Object.entries(await drawn())) text = text.replace(between(name), () => block);
  writeFileSync(join(root, page), text);
}

const arrowsOf = (block) => new Set(block.match(/\S+ --> \S+/g));
const shown = between('now').exec(read(page))?.[0] ?? '';
const [found, told] = [arrowsOf(now), arrowsOf(shown)];
report(`pictures: the ${found.size} arrows of ${page} are those of the code`, [
  ...[...found.difference(told)].map((arrow) => `${page} does not draw: ${arrow}`),
  ...[...told.difference(found)].map((arrow) => `${page} draws what is not so: ${arrow}`),
  ...(shown === now ? [] : [`${page} is out of date: run npm run check -- pictures --write`]),
]);
