import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCompanies } from '../sample/demo-companies.ts';
import { byAuthority, sharedOut } from './sample-split.ts';

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
    line('6', home('09162000')),
  ];
  const file = join(folder, 'residents.ndjson');
  writeFileSync(file, lines.map((each) => `${each}\n`).join(''));
  expect([...byAuthority('residents', file)]).toEqual([
    ['meldebehoerde-hannover', [lines[0], lines[2]]],
    ['meldebehoerde-goettingen', [lines[1], lines[3], lines[4]]],
    [undefined, [lines[5]]],
  ]);
});

it('knows the offices of vehicles and the courts of companies', () => {
  const file = join(folder, 'others.ndjson');
  writeFileSync(file, '{"ags":"03241001"}\n');
  expect([...byAuthority('vehicles', file).keys()]).toEqual(['zulassung-landeshauptstadt-hannover']);
  writeFileSync(file, '{"company_number":"P2305_HRB1"}\n{"company_number":"B8534_HRA1"}\n');
  expect([...byAuthority('business', file).keys()]).toEqual(['registergericht-hannover', undefined]);
  const invented = Object.values(demoCompanies).map((each) => JSON.stringify(each));
  expect([...sharedOut('business', invented)]).toEqual([['registergericht-hannover', invented]]);
});
