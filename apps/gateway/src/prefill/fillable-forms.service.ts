import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Form, type FormPolicy, formsFolder, FormsUnusable, lintForm, written } from '#libs/forms';
import { StartRefused } from '#libs/service-kit';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import type { PolicySnapshot } from '../policy/index.ts';
import { FormsConfig } from './forms.config.ts';

interface FormFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Forms, each as its file says. A file with a mistake ends the start. Whether grants allow what a form asks for depends on the
 * policy, which changes while this runs: a form that they do not allow is not there, and the log says why.
 */
@Injectable()
export class FillableForms {
  private readonly log = new Logger(FillableForms.name);
  private readonly files: readonly FormFile[];
  private readonly allowed = new WeakMap<PolicySnapshot, ReadonlyMap<string, Form>>();

  /** @throws StartRefused in the words of the linter */
  constructor(
    { formsFolder: given }: FormsConfig,
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
  ) {
    this.files = filesOf(given);
    const mistakes = this.files.flatMap(({ name, text }) => lintForm(name, text).mistakes);
    if (mistakes.length > 0) throw new StartRefused(new FormsUnusable(mistakes).message);
  }

  of(policy: PolicySnapshot): ReadonlyMap<string, Form> {
    const known = this.allowed.get(policy) ?? this.read(policy);
    this.allowed.set(policy, known);
    return known;
  }

  private read(policy: PolicySnapshot): ReadonlyMap<string, Form> {
    const options = { policy: formPolicyOf(policy, this.types), day: policy.day };
    const linted = this.files.map(({ name, text }) => lintForm(name, text, options));
    for (const mistake of linted.flatMap(({ mistakes }) => mistakes))
      this.log.warn(`A form is not filled: ${written(mistake)}`);
    return new Map(linted.flatMap(({ form }) => (form ? [[form.id, form] as const] : [])));
  }
}

/** @throws StartRefused where a folder is named and not there */
function filesOf(given: string | undefined): readonly FormFile[] {
  const folder = given ?? fileURLToPath(formsFolder);
  if (!existsSync(folder)) {
    if (given === undefined) return [];
    throw new StartRefused('FORMS_FOLDER names no folder.');
  }
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names
    .toSorted((a, b) => a.localeCompare(b, 'en'))
    .map((name) => ({ name: `${basename(folder)}/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
}

const formPolicyOf = (policy: PolicySnapshot, evidenceTypes: EvidenceTypes): FormPolicy => ({
  authorities: [...policy.authorities.keys()].map((id) => ({ id })),
  purposes: [...policy.purposes.keys()].map((id) => ({ id })),
  grants: [...policy.grants.values()].flat().map((grant) => Object.assign({}, grant, { ground: grant })),
  evidenceTypes,
});
