import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import LongestFirst, { seconds } from './longest-first.ts';

const root = new URL('../../..', import.meta.url).pathname;
const suites = ['apps', 'libs', 'deploy', 'test']
  .flatMap((tree) => readdirSync(join(root, tree), { recursive: true, encoding: 'utf8' }))
  .map((path) => basename(path));

it('knows only suites that exist', () => {
  expect(Object.keys(seconds).filter((name) => !suites.includes(name))).toEqual([]);
});

it('starts the suites that take long first, journeys before the rest', () => {
  const suite = (project: string, name: string) => ({
    path: `/somewhere/${name}`,
    context: { config: { displayName: { name: project } } },
  });
  const [long = '', short = ''] = Object.keys(seconds);
  const tests = [
    suite('unit', 'a.spec.ts'),
    suite('int', short),
    suite('e2e', 'new.e2e.spec.ts'),
    suite('int', long),
    suite('int', 'b.int.spec.ts'),
  ];
  expect(new LongestFirst().sort(tests).map(({ path }) => basename(path))).toEqual([
    long,
    short,
    'new.e2e.spec.ts',
    'b.int.spec.ts',
    'a.spec.ts',
  ]);
});
