import { aDog } from './dog.builder.ts';
import { DogDeregistered, OwnerUnchanged } from './dog.errors.ts';
import { deregister, transferTo } from './dog.rules.ts';

const other = { familyName: 'Beispiel', givenNames: 'Max', ags: '03159016' };

describe('a dog', () => {
  it('goes to another owner, and not to its own', () => {
    expect(transferTo(other)(aDog())).toEqual({ type: 'dog.transferred.v1', patch: { owner: other } });
    expect(() => transferTo({ ...other })(aDog({ owner: other }))).toThrow(OwnerUnchanged);
  });

  it('takes no act once it is kept no more', () => {
    const gone = aDog({ deregisteredOn: '2026-01-01' });
    expect(() => transferTo(other)(gone)).toThrow(DogDeregistered);
    expect(() => deregister('2026-02-01')(gone)).toThrow(DogDeregistered);
    expect(deregister('2026-02-01')(aDog())).toMatchObject({ patch: { deregisteredOn: '2026-02-01' } });
  });
});
