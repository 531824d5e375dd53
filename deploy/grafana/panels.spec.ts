import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPromtool, promtool } from '../prometheus/promtool.ts';
import { rules, rulesFile, selectorsOf } from '../prometheus/rules.file.ts';
import { panels, places } from './panels.ts';

const exprs = panels.flatMap(({ queries }) => queries.map(([, expr]) => expr));

it('the page lays no panel over another one, and none over its edge', () => {
  const cells = places().flatMap(({ x, y, w, h }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(places().filter(({ x, w }) => x + w > 24)).toEqual([]);
});

it('the page asks for what rules record only where they do', () => {
  const recorded = rules.flatMap(({ record }) => record ?? []);
  const asked = exprs.flatMap(selectorsOf).map(({ name }) => name);
  expect(asked.filter((name) => name.includes(':') && !recorded.includes(name))).toEqual([]);
});

it('each expression of the page is one, as far as promtool is there to say so', () => {
  if (!hasPromtool) return;
  const dir = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
  const file = join(dir, 'panels.json');
  const asRules = exprs.map((expr, index) => ({ record: `panel:expr:${index}`, expr }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules: asRules }] }));
  expect(promtool('check', 'rules', file)).toContain(`${exprs.length} rules found`);
  rmSync(dir, { recursive: true });
});

it('the page says that citizens are served only where the rules are loaded that would know of the contrary', () => {
  if (!hasPromtool) return;
  const dir = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
  const file = join(dir, 'served.json');
  const expr = panels.find(({ title }) => title === 'Are citizens being served?')!.queries[0]![1];
  const told = (rule_files: readonly string[], exp_samples: readonly object[]): string => {
    const promql_expr_test = [{ expr, eval_time: '5m', exp_samples }];
    const tests = [{ input_series: [{ series: 'up{part_of="einmal"}', values: '1x20' }], promql_expr_test }];
    writeFileSync(file, JSON.stringify({ rule_files, tests }));
    return promtool('test', 'rules', file);
  };
  expect(told([rulesFile], [{ value: 0 }])).toContain('SUCCESS');
  expect(told([], [])).toContain('SUCCESS');
  rmSync(dir, { recursive: true });
});
