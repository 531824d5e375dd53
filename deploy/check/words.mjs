import { read, report, repositoryFiles } from './lib/report.mjs';

/** Promises that nobody keeps, and tests that nobody runs. */
const banned = [
  [/\b(TODO|FIXME|XXX|TBD)\b/, 'an open promise; finish it or open an issue'],
  [
    /\b(describe|it|test)\.(only|skip|todo)\b|\b(fit|fdescribe|xit|xdescribe|xtest)\(/,
    'a test that narrows or skips',
  ],
  [
    /(eslint|oxlint)-disable(?!.* -- )|@ts-(ignore|nocheck|expect-error)(?! .{8})/,
    'a silenced check without its reason',
  ],
  [/@Type\(\(\) => Number\)/, 'reads blanks as 0; take ReadDigits, or a JSON number in a body'],
  [/^<{7} |^>{7} /, 'a merge that was not finished'],
];
const isText = (path) => /\.(ts|mjs|js|json|md|sql|ya?ml|toml|sh|properties)$/.test(path);
/** These files name the banned words in order to ban them; package-lock.json is not ours. */
const exempt = new Set([
  'deploy/check/words.mjs',
  'deploy/check/lint-rules.mjs',
  '.oxlintrc.json',
  'package-lock.json',
]);

const paths = repositoryFiles().filter((path) => isText(path) && !exempt.has(path) && !/\/data\//.test(path));
const problems = paths.flatMap((path) =>
  read(path)
    .split('\n')
    .flatMap((line, index) =>
      banned.filter(([word]) => word.test(line)).map(([, reason]) => `${path}:${index + 1}: ${reason}`),
    ),
);

report(`words: ${paths.length} files without open promises and skipped tests`, problems);
