import { examplePolicy, exampleText } from './form.builder.ts';
import { lintForm } from './lint.ts';
import type { Mistake } from './mistake.ts';

/** What the linter says of the example with a mistake planted in it, each with the line of the text where it says it. */
export function toldOf(
  from: string,
  to: string,
): readonly (Omit<Mistake, 'line'> & { readonly line: string })[] {
  if (!exampleText.includes(from)) throw new Error(`The example does not hold ${from}`);
  const text = exampleText.replace(from, to);
  const lines = text.split('\n');
  const { mistakes } = lintForm('example.yaml', text, { policy: examplePolicy, day: '2026-11-29' });
  return mistakes.map((mistake) => ({ ...mistake, line: lines[mistake.line - 1] ?? '' }));
}

/** Name, what is exchanged in the example, what the line holds where the mistake is told, and words of it and the remedy. */
export type Planted = readonly [string, string, string, string, string, string];
