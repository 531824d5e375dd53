import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { FormsUnusable, lintForm } from '#libs/forms';
import { StartRefused } from '#libs/service-kit';
import { loadEvidenceTypes } from '../evidence-types/evidence-type.catalogue.ts';
import { aSnapshot } from '../policy/policy-snapshot.builder.ts';
import { FillableForms } from './fillable-forms.service.ts';

const types = loadEvidenceTypes();
const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('end the start with a file that the linter refuses, in its words', () => {
  const text = 'id: dog\nversion: none\n';
  writeFileSync(join(folder, 'dog.yaml'), text);
  const { mistakes } = lintForm(`${basename(folder)}/dog.yaml`, text);
  const start = () => new FillableForms({ formsFolder: folder }, types);
  expect(start).toThrow(StartRefused);
  expect(start).toThrow(new FormsUnusable(mistakes).message);
  expect(mistakes.map(({ line }) => line)).toContain(2);
});

it('end the start where their folder is not there', () => {
  const start = () => new FillableForms({ formsFolder: join(folder, 'nothing') }, types);
  expect(start).toThrow('FORMS_FOLDER names no folder.');
});

it('of the repository are not there under a policy that does not allow what they ask for', () => {
  const forms = new FillableForms({}, types);
  expect([...forms.of(aSnapshot()).keys()]).toEqual([]);
});
