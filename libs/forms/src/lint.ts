import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { conditionFindings } from './condition-findings.ts';
import { fieldFindings } from './field-findings.ts';
import type { Form } from './form.ts';
import { FormDocument } from './form-document.ts';
import { folderUrl, type FormPolicy } from './form-policy.ts';
import { type Finding, FormsUnusable, type Mistake, ordered } from './mistake.ts';
import { policyFindings } from './policy-findings.ts';
import { publishedFindings, type PublishedForms } from './published.ts';
import { readForm, type WrittenForm } from './read-form.ts';
import { referenceFindings } from './references.ts';
import { shapeOf } from './shape.ts';
import { textFindings } from './texts.ts';

export interface LintOptions {
  /** Without it nobody looks whether grants cover the form. */
  readonly policy?: FormPolicy | undefined;
  /** `YYYY-MM-DD`: only grants of that day count. */
  readonly day?: string | undefined;
  /** Versions that must not have changed. */
  readonly published?: PublishedForms | undefined;
}

export interface Linted {
  readonly mistakes: readonly Mistake[];
  /** Absent where it cannot be used. */
  readonly form?: Form;
}

/** One file. Mistakes of YAML, and of what is read by name, hide all others. */
export function lintForm(file: string, text: string, options: LintOptions = {}): Linted {
  const document = new FormDocument(file, text);
  const { content, mistakes } = document.read();
  if (mistakes.length > 0) return { mistakes };
  const shape = shapeOf(content);
  const findings = [
    ...shape.findings,
    ...textFindings(content),
    ...(shape.isReadable ? formFindings(file, readForm(content as WrittenForm), options) : []),
  ];
  if (findings.length > 0) return { mistakes: ordered(findings.map((finding) => document.mistake(finding))) };
  return { mistakes: [], form: readForm(content as WrittenForm) };
}

function formFindings(file: string, form: Form, { policy, day, published }: LintOptions): readonly Finding[] {
  const named = basename(file).replace(/\.yaml$/, '');
  const what = `The file is called ${named}.`;
  return [
    ...(named === form.id ? [] : [{ path: ['id'], what, remedy: 'Give file and form one name.' }]),
    ...referenceFindings(form),
    ...conditionFindings(form),
    ...fieldFindings(form),
    ...(policy ? policyFindings(form, policy, day) : []),
    ...(published ? publishedFindings(form, published) : []),
  ];
}

/** The forms of this repository, and of an image. */
export const formsFolder = new URL('../../../forms/', import.meta.url);

/** The forms of a folder by id; none where it is not there. @throws FormsUnusable with every mistake of every file */
export function loadForms(
  folder: URL | string,
  policy?: FormPolicy,
  day?: string,
): ReadonlyMap<string, Form> {
  const from = folderUrl(folder);
  if (!existsSync(from)) return new Map();
  const linted = readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) =>
      lintForm(`${basename(from.pathname)}/${name}`, readFileSync(new URL(name, from), 'utf8'), {
        policy,
        day,
      }),
    );
  const mistakes = linted.flatMap((each) => each.mistakes);
  if (mistakes.length > 0) throw new FormsUnusable(mistakes);
  return new Map(linted.flatMap(({ form }) => (form ? [[form.id, form] as const] : [])));
}
