import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Failure, root } from './bootstrap.mjs';

const SHOWN = 10;

/** Seconds by suite of a report that jest wrote, whichever clone it is of. */
function secondsOf(file) {
  if (!existsSync(file)) throw new Failure(`There is no ${relative(root, file)}: run npm test first.`);
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(
    testResults.map(({ name, startTime, endTime }) => [
      /\/((?:apps|libs|deploy|test)\/.+)$/.exec(name)?.[1] ?? name,
      Math.round((endTime - startTime) / 1000),
    ]),
  );
}

/** Prints the suites that took longest as a Markdown table; with an earlier report, what they took then. */
export function slowest(report, earlier) {
  const now = secondsOf(resolve(root, report));
  const then = earlier === undefined ? undefined : secondsOf(resolve(root, earlier));
  const rows = [...now].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  const cells = ([suite, seconds]) => [`\`${suite}\``, ...(then ? [then.get(suite) ?? '–'] : []), seconds];
  const head = then ? ['Seconds', 'before', 'now'] : ['Suite', 'seconds'];
  const line = (texts) => `| ${texts.join(' | ')} |`;
  console.log(
    [
      line(head),
      line(head.map((_, index) => (index === 0 ? '---' : '--:'))),
      ...rows.map(cells).map(line),
    ].join('\n'),
  );
}
