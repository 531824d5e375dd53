import { procedures } from '../procedures/index.ts';
import { formsOfRelease } from './release-forms.ts';

const forms = formsOfRelease();
const permit = forms.find(({ id }) => id === 'resident-parking-permit')!;

describe('the forms of this release', () => {
  it('have each a procedure, and no procedure is without a form', () => {
    const ids = forms.map(({ id }) => id);
    expect(procedures.map(({ form }) => form).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids);
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
