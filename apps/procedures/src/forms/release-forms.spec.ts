import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from '#libs/service-kit';
import { procedures } from '../procedures/index.ts';
import { formsOf } from './release-forms.ts';

const forms = formsOf({});
const permit = forms.find(({ id }) => id === 'resident-parking-permit')!;

describe('the forms of this release', () => {
  it('are there for each procedure', () => {
    const ids = forms.map(({ id }) => id);
    expect(procedures.filter(({ form }) => !ids.includes(form))).toEqual([]);
  });

  it('come from a folder that is named, and have to be there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
    expect(formsOf({ formsFolder: folder })).toEqual([]);
    writeFileSync(join(folder, 'dog.yaml'), 'id: dog\n');
    expect(() => formsOf({ formsFolder: folder })).toThrow(StartRefused);
    rmSync(folder, { recursive: true });
    expect(() => formsOf({ formsFolder: folder })).toThrow('FORMS_FOLDER names no folder.');
  });

  it('tell what a draft has that the form does not, and what is missing when it is handed in', () => {
    expect(permit.unfit({ nothing: 'x' })).toEqual([
      { field: 'nothing', detail: expect.any(String), isUnknown: true },
    ]);
    expect(permit.unfit({})).toEqual([]);
    const released = permit.faults({}, { 'residents.parking-permit.v1': 'RELEASED' });
    const entered = permit.faults({}, { 'residents.parking-permit.v1': 'ENTER_IT' });
    expect(entered.length).toBeGreaterThan(released.length);
    expect(JSON.stringify(permit.faults({ plate: 'Kanarien' }, {}))).not.toContain('Kanarien');
  });
});
