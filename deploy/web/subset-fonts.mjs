/**
 * Makes apps/portal/data/fonts from KERN's own: Fira Sans for German and English, Noto Sans for every letter of DIN 91379.
 * Run by hand when KERN or the list changes: `node deploy/web/subset-fonts.mjs`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const root = join(import.meta.dirname, '../..');
const from = join(root, 'node_modules/@kern-ux/native/dist/fonts');
const to = join(root, 'apps/portal/data/fonts');
const list = join(root, 'libs/identifiers/data/din-91379-characters.txt');

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const plain = String.fromCodePoint(
  ...range(0x20, 0x7e),
  ...range(0xa0, 0x17f),
  ...range(0x218, 0x21b),
  0x1e9e,
  ...range(0x2010, 0x2015),
  ...range(0x2018, 0x201e),
  ...[0x2022, 0x2026, 0x20ac, 0x2192, 0x221e, 0x2264, 0x2265],
);
/** `kind; char; 1E06; NAME; letter`; of a sequence several code points. */
const din = readFileSync(list, 'utf8')
  .split('\n')
  .flatMap((line) => (line.split(';')[2] ?? '').trim().split(/\s+/))
  .filter((code) => /^[0-9A-F]{4,6}$/.test(code))
  .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
  .join('');
if (din.length < 500) throw new Error(`${list} was not understood: ${din.length} letters in it.`);

// Of the features of shaping those that put combining marks where they belong, and figures under one another.
const options = { targetFormat: 'woff2', keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum'] };
mkdirSync(to, { recursive: true });
const made = [
  ['fira-sans/FiraSans-Regular.woff2', 'fira-400.woff2', plain],
  ['fira-sans/FiraSans-Medium.woff2', 'fira-500.woff2', plain],
  ['fira-sans/FiraSans-SemiBold.woff2', 'fira-600.woff2', plain],
  ['noto-sans/NotoSans-Regular.woff2', 'noto-400.woff2', plain + din],
  ['noto-sans/NotoSans-Bold.woff2', 'noto-700.woff2', plain + din],
];
for (const [source, target, text] of made) {
  const font = await subsetFont(readFileSync(join(from, source)), text, options);
  writeFileSync(join(to, target), font);
  console.log(`${target}: ${font.length} bytes`);
}
