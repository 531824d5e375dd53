import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formsFolder, loadForms } from '#libs/forms';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/forms.md');
const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly enum?: readonly string[];
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

describe('docs/forms.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fourth-form-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** As somebody runs it who follows the page. */
  function lint(text: string) {
    writeFileSync(join(folder, 'housing-benefit.yaml'), text);
    return run('lint', folder);
  }

  function run(...words: readonly string[]) {
    const program = fileURLToPath(new URL('main.ts', import.meta.url));
    const args = ['--no-warnings', '--conditions=source', program, ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, told: (stdout + stderr).replaceAll(`${folder}/`, '') };
  }

  it('leads to a fourth form without a mistake', () => {
    expect(lint(example)).toEqual({ status: 0, told: '✔ forms: 1 without mistakes\n' });
  });

  it('has three planted mistakes told by their lines', () => {
    const planted = example
      .replace('de: Ihre Miete, en: Your rent', 'de: Ihre Miete')
      .replace('field: address.houseNumber,', 'field: address.house,')
      .replace('field: tenure, is', 'field: rent, is');
    const { status, told } = lint(planted);
    const lineOf = (text: string) => planted.split('\n').findIndex((line) => line.includes(text)) + 1;
    expect(status).toBe(1);
    expect(told).toContain(
      `housing-benefit.yaml:${lineOf('de: Ihre Miete }')}:12 title has no English text.`,
    );
    expect(told).toContain(
      `housing-benefit.yaml:${lineOf('address.house,')}:24 The grant of residents.address.v1`,
    );
    expect(told).toContain(`housing-benefit.yaml:${lineOf('field: rent, is')}:11 The conditions go round`);
    expect(told.match(/✖/g)).toHaveLength(3);
  });

  it('says what is wrong with how it is run', () => {
    expect(run('lint', join(folder, 'none.yaml'))).toMatchObject({ status: 2 });
    expect(run('lint', join(folder, 'none.yaml')).told).toMatch(/^✖ ENOENT: no such file/);
    expect(run('mend').told).toContain('npm run -s forms -- lint');
  });

  it('names every member and type that a form may have', () => {
    const schema = JSON.parse(read('libs/forms/data/form.schema.json')) as SchemaNode;
    const nodes = [schema, ...Object.values(schema.$defs ?? {})];
    const members = nodes.flatMap(({ properties = {} }) => Object.keys(properties));
    const types = schema.$defs?.['field']?.properties?.['type']?.enum ?? [];
    const names = [...members, ...types].filter((name) => name !== 'de' && name !== 'en');
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });
});

it.each(['README.md', 'docs/connect.md'])('%s fills forms in the versions that they have', (path) => {
  const forms = loadForms(formsFolder);
  const named = [...read(path).matchAll(/form"?: ['"]([a-z-]+)['"],\s+"?version"?: (\d+)/g)];
  expect(named).not.toEqual([]);
  for (const [text, form = '', version] of named)
    expect([text, Number(version)]).toEqual([text, forms.get(form)?.version]);
});
