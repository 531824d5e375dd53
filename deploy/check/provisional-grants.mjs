import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, report, root } from './lib/report.mjs';

const folder = 'apps/gateway/data';
const page = 'docs/law.md';

const rows = new Set([...read(page).matchAll(/^\| (law-review \S+ row \w+) \|/gm)].map(([, row]) => row));
const grants = readdirSync(join(root, folder))
  .filter((name) => /^policy\..*\.json$/.test(name))
  .flatMap((name) => {
    const { grants: lookups, eventGrants = [] } = JSON.parse(read(`${folder}/${name}`));
    return [...lookups, ...eventGrants].map((grant) => ({ ...grant, at: `${folder}/${name}: ${grant.id}` }));
  });
const provisional = grants.filter((grant) => 'provisional' in grant);

for (const { at, provisional: row } of provisional) console.log(`  ${at} waits for ${row}`);

report(`provisional grants: ${provisional.length} of ${grants.length}, each with its row in ${page}`, [
  ...(grants.length === 0 ? [`no policy found in ${folder}: has it moved?`] : []),
  ...provisional
    .filter(({ provisional: row }) => !rows.has(row))
    .map(({ at, provisional: row }) => `${at}: ${page} has no row "${row}"`),
]);
