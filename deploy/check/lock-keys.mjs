import { read, report, repositoryFiles } from './lib/report.mjs';

const list = 'libs/service-kit/src/database/lock-keys.ts';
const lockKeys = Object.fromEntries(
  [...read(list).matchAll(/^ {2}(\w+): '(.+)',$/gm)].map(([, name, key]) => [name, key]),
);

/** Two keys of one space must differ in what comes before the thing that is locked. */
const forms = [
  [/^(\d+)$/, 'one number'],
  [/^hashtextextended\(\$1, (\d+)\)$/, 'seed'],
  [/^(\d+), (\d+)$/, 'two numbers'],
  [/^(\d+), hashtext\(\$1\)$/, 'first of two numbers'],
];

function spaceOf(key) {
  for (const [form, space] of forms) {
    const [, ...numbers] = form.exec(key) ?? [];
    if (numbers.length > 0) return { space, numbers };
  }
  return undefined;
}

/** A first number that locks by name leaves no second number to anybody else. */
function collide(one, other) {
  const pair = (space) => space.endsWith('two numbers');
  if (pair(one.space) && pair(other.space) && one.space !== other.space)
    return one.numbers[0] === other.numbers[0];
  return one.space === other.space && one.numbers.join() === other.numbers.join();
}

function collisions(keys) {
  const places = Object.entries(keys).map(([name, key]) => ({ name, key, ...spaceOf(key) }));
  return places.flatMap((one, index) =>
    one.space === undefined
      ? [`${one.name}: ${one.key} has none of the forms that deploy/check/lock-keys.mjs knows`]
      : places
          .slice(index + 1)
          .filter((other) => other.space !== undefined && collide(one, other))
          .map((other) => `${one.name} and ${other.name} are one lock`),
  );
}

const call = /\bpg_(?:try_)?advisory_(?:xact_)?(?:un)?lock(?:_shared)?(?:\$\{\w+\})?\(/g;
/** These lock on the server's own database, which no service uses, and so by the name of what they make. */
const exempt = /^(deploy\/check\/lock-keys\.mjs|libs\/(local-services|test-kit)\/)/;
const isMigration = (path) => /\.migration\.ts$|\/migrations\//.test(path);

function argumentOf(text, from) {
  let depth = 1;
  let to = from;
  for (; depth > 0 && to < text.length; to++) depth += { '(': 1, ')': -1 }[text[to]] ?? 0;
  return text.slice(from, to - 1);
}

/** Locks that are not taken by a key of the list; a migration is frozen SQL, whose hashed text may have any spelling. */
function strangers(path, text) {
  const frozen = new Set(Object.values(lockKeys));
  const inSql = (argument) =>
    argument.replace(/^hashtextextended\(.*, (\d+)\)$/s, (_, seed) => `hashtextextended($1, ${seed})`);
  return [...text.matchAll(call)]
    .map((match) => argumentOf(text, match.index + match[0].length))
    .filter((argument) => {
      // What is locked may be another expression than `$1`.
      const [, name] = /^\$\{lockKeys\.(\w+)(?:\.replace\('\$1', [^,]+\))?\}$/.exec(argument) ?? [];
      if (name !== undefined) return !Object.hasOwn(lockKeys, name);
      return !isMigration(path) || !frozen.has(inSql(argument));
    })
    .map((argument) => `${path}: locks ${argument}; take a key of ${list}`);
}

/** [keys, whether two are one] */
const plantedKeys = [
  [{ a: '1', b: '1' }, true],
  [{ a: 'hashtextextended($1, 1)', b: 'hashtextextended($1, 1)' }, true],
  [{ a: '1, 2', b: '1, 2' }, true],
  [{ a: '1, hashtext($1)', b: '1, 2' }, true],
  [{ a: 'hashtext($1)' }, true],
  [{ a: '1', b: '1, 2', c: 'hashtextextended($1, 1)', d: '2, hashtext($1)', e: '1, 3' }, false],
];
/** [file, text, whether it is refused] */
const plantedCalls = [
  ['apps/a/src/a.store.ts', "query('select pg_advisory_xact_lock(hashtextextended($1, 0))')", true],
  ['apps/a/src/a.store.ts', "query('select pg_try_advisory_lock($1) as held', [LOCK])", true],
  ['apps/a/src/a.store.ts', 'query(`select pg_advisory_unlock(${lockKeys.unheardOf})`)', true],
  ['apps/a/src/a.store.ts', 'query(`select pg_advisory_xact_lock${mode}(${lockKeys.commands})`)', false],
  ['apps/a/src/a.sql.ts', "`pg_try_advisory_xact_lock(${lockKeys.inboxKey.replace('$1', 'key')})`", false],
  ['apps/a/src/a.sql.ts', "`pg_try_advisory_xact_lock(${lockKeys.unheardOf.replace('$1', 'key')})`", true],
  ['apps/a/src/a.int.spec.ts', "query('select pg_advisory_xact_lock_shared(4711, 7)')", true],
  ['apps/a/src/migrations/a.ts', 'perform pg_advisory_xact_lock(99, 1);', true],
  ['apps/a/src/a.migration.ts', "pg_advisory_xact_lock(hashtextextended(a || ' ' || b, 99));", true],
  ['apps/a/src/a.migration.ts', "pg_advisory_xact_lock(hashtextextended(a || ' ' || b, 0));", false],
];

const files = repositoryFiles().filter((path) => /\.(ts|mjs|sql)$/.test(path) && !exempt.test(path));
report(
  `lock keys: ${Object.keys(lockKeys).length} advisory locks in one list, no two alike, none elsewhere`,
  [
    ...plantedKeys
      .filter(([keys, isRefused]) => collisions(keys).length > 0 !== isRefused)
      .map(([keys]) => `planted, but judged wrongly: ${JSON.stringify(keys)}`),
    ...plantedCalls
      .filter(([path, text, isRefused]) => strangers(path, text).length > 0 !== isRefused)
      .map(([path, text]) => `planted, but judged wrongly: ${path}: ${text}`),
    ...collisions(lockKeys),
    ...(Object.keys(lockKeys).length === 0 ? [`${list}: names none`] : []),
    ...files.flatMap((path) => strangers(path, read(path))),
  ],
);
