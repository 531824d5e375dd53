import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitResidents } from './sample-split.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const home = (ags: string, more: object = {}) => ({ ags, residenceType: 'SOLE', ...more });
const line = (idnr: string, ...addresses: readonly object[]): string => JSON.stringify({ idnr, addresses });

it('gives each resident to the town of the main home, or of the last one', () => {
  const lines = [
    line('1', home('03241001')),
    line('2', home('03159016')),
    line('3', home('03159016', { residenceType: 'SECONDARY' }), home('03241001', { residenceType: 'MAIN' })),
    line('4', home('03241001', { movedOutOn: '2020-01-01' }), home('03159016')),
    line('5', home('03159016', { movedOutOn: '2021-01-01' }), home('03241001', { movedOutOn: '2020-01-01' })),
  ];
  const file = join(folder, 'residents.ndjson');
  writeFileSync(file, lines.map((each) => `${each}\n`).join(''));
  const { others, goettingen } = splitResidents(file);
  const inFile = (path: string): readonly string[] => readFileSync(path, 'utf8').trim().split('\n');
  expect([inFile(others), inFile(goettingen)]).toEqual([
    [lines[0], lines[2]],
    [lines[1], lines[3], lines[4]],
  ]);
});
